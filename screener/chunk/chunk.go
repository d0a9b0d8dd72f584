// Package chunk keeps very many small things in pieces of memory that are never copied to grow.
package chunk

import "strings"

// List is a list of T. The zero value is empty.
type List[T any] struct {
	pieces [][]T
	n      int
}

const perPiece = 1 << 10

// Add adds v to the end.
func (l *List[T]) Add(v T) {
	if l.n%perPiece == 0 {
		l.pieces = append(l.pieces, make([]T, perPiece))
	}
	l.pieces[l.n/perPiece][l.n%perPiece] = v
	l.n++
}

// Len is how many were added.
func (l *List[T]) Len() int { return l.n }

// At is the one added as number i, from 0; it may be changed there.
func (l *List[T]) At(i int) *T { return &l.pieces[i/perPiece][i%perPiece] }

// Texts keeps texts one behind the other. The zero value is empty.
type Texts struct{ pieces []*strings.Builder }

// Text is where one of Texts is; the zero value is the empty text.
type Text struct {
	at   uint32 // the piece, and where in it
	size uint32 // bytes
}

const pieceSize = 1 << 16

// Add keeps a copy of s. It takes at most 4 GB of texts.
func (t *Texts) Add(s string) Text {
	if s == "" {
		return Text{}
	}
	n := len(t.pieces)
	if n == 0 || t.pieces[n-1].Len()+len(s) > pieceSize {
		b := new(strings.Builder)
		b.Grow(max(pieceSize, len(s))) // a long one has a piece of its own
		t.pieces = append(t.pieces, b)
		n++
	}
	b := t.pieces[n-1]
	at := Text{uint32((n-1)*pieceSize + b.Len()), uint32(len(s))}
	b.WriteString(s)
	return at
}

// At gives a text back, without copying it.
func (t *Texts) At(x Text) string {
	if x.size == 0 {
		return ""
	}
	return t.pieces[x.at/pieceSize].String()[x.at%pieceSize:][:x.size]
}
