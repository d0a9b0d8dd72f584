package order

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"
)

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestKeep(t *testing.T) {
	for _, c := range []struct{ n, workers, window int }{{0, 3, 5}, {1, 1, 1}, {500, 1, 1}, {500, 8, 8}, {500, 8, 32}, {3, 16, 2}} {
		var begun, sunk, most atomic.Int64
		next := 0
		err := Keep(context.Background(), upTo(c.n), c.workers, c.window, func(i int) int {
			if b := begun.Add(1) - sunk.Load(); b > most.Load() {
				most.Store(b)
			}
			time.Sleep(time.Duration(rand.IntN(200)) * time.Microsecond)
			return i * i
		}, func(r int) error {
			if r != next*next {
				t.Fatalf("%+v: got %d at place %d", c, r, next)
			}
			next++
			sunk.Add(1)
			return nil
		})
		if err != nil || next != c.n {
			t.Errorf("%+v: %d results, error %v", c, next, err)
		}
		if limit := int64(max(c.window, c.workers) + 1); most.Load() > limit {
			t.Errorf("%+v: %d were begun and not sunk, want at most %d", c, most.Load(), limit)
		}
	}
}

func TestKeepStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var begun atomic.Int64
	next := 0
	err := Keep(ctx, upTo(1000), 4, 16, func(i int) int {
		begun.Add(1)
		return i
	}, func(r int) error {
		if r != next {
			t.Fatalf("got %d at place %d", r, next)
		}
		if next++; next == 100 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if next != int(begun.Load()) || next == 1000 {
		t.Errorf("%d were begun, %d sunk; want all that were begun, and not all of 1000", begun.Load(), next)
	}
}

func TestKeepSinkFails(t *testing.T) {
	full := fmt.Errorf("disk full")
	sunk := 0
	err := Keep(context.Background(), upTo(1000), 4, 16, func(i int) int { return i }, func(int) error {
		if sunk++; sunk == 10 {
			return full
		}
		return nil
	})
	if err != full || sunk != 10 {
		t.Errorf("error %v after %d", err, sunk)
	}
}
