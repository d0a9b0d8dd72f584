package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/screener/document"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
)

func newParseCommand(t *terminal) *cobra.Command {
	var text, hidden, show, terms, ocr bool
	c := &cobra.Command{
		Use:   "parse RESUME",
		Short: "Show what is read from one resume, as JSON Resume",
		Long: `Show what is read from one resume: JSON Resume, with an extension block "x-shortlist" for spans, confidence and doubts.
RESUME is a file, or - for stdin.

  --text    the text that a reader of the page sees, hyphens that the file calls soft as such; with --hidden the hidden runs too
  --show    the text with what was recognised in the margin
  --terms   every vocabulary term found, counted or not, as JSON lines

A text that is no resume is printed all the same, with the reason under "x-shortlist".

Exit status: 0 fine · 2 wrong use · 3 it could not be read.`,
		Example: `  shortlist parse cv.pdf
  shortlist parse cv.pdf --show
  shortlist parse cv.docx --text --hidden`,
		Args: oneArgument("name the resume to parse"),
		RunE: func(c *cobra.Command, args []string) error {
			if hidden && !text {
				return errors.New("--hidden goes with --text")
			}
			got, err := readOne(c.Context(), t, args[0], ocr)
			if err != nil {
				return err
			}
			return buffered(t.out, func(w io.Writer) error {
				switch {
				case text:
					return writeText(w, got.Document, hidden)
				case show:
					return resume.Show(w, got.Document, got.Resume, t.color, t.width)
				case terms:
					return writeTerms(w, got)
				}
				return resume.WriteJSON(w, got.Document, got.Resume)
			})
		},
	}
	f := c.Flags()
	f.BoolVar(&text, "text", false, "print the visible text")
	f.BoolVar(&hidden, "hidden", false, "with --text: the hidden runs too, after the visible text")
	f.BoolVar(&show, "show", false, "print the text with what was recognised in the margin")
	f.BoolVar(&terms, "terms", false, "print every vocabulary term found, as JSON lines")
	f.BoolVar(&ocr, "ocr", false, "recognise pages without text with an installed tesseract")
	c.MarkFlagsMutuallyExclusive("text", "show", "terms")
	return c
}

// readOne reads one file through a worker process.
func readOne(ctx context.Context, t *terminal, name string, ocr bool) (reader.Parsed, error) {
	pool, err := reader.NewPool(reader.Options{Workers: 1})
	if err != nil {
		return reader.Parsed{}, err
	}
	defer pool.Close()
	data, err := readBounded(t, name, pool.Limits().Size)
	if err != nil {
		return reader.Parsed{}, err
	}
	got, err := pool.Read(ctx, reader.Input{Name: name, Data: data, OCR: ocr})
	var u *document.Unreadable
	switch {
	case errors.As(err, &u):
		return got, &exitError{status: exitUnreadable, says: name + ": " + u.Reason, hint: u.Hint}
	case errors.Is(err, reader.ErrContainer):
		return got, &exitError{status: exitUnreadable, says: name + ": " + err.Error(), hint: "screen reads what is in it; parse takes one resume"}
	}
	return got, err
}

// readBounded reads a file, or stdin for "-", of at most limit bytes.
func readBounded(t *terminal, name string, limit int64) ([]byte, error) {
	in := t.in
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, &exitError{status: exitUnreadable, says: fmt.Sprintf("%s: %v", name, cause(err))}
		}
		defer f.Close()
		if info, err := f.Stat(); err == nil && !info.Mode().IsRegular() {
			what := "is no regular file"
			if info.IsDir() {
				what = "is a folder; name one resume"
			}
			return nil, fmt.Errorf("%s %s", name, what)
		}
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(bufio.NewReader(in), limit+1))
	if err != nil {
		return nil, &exitError{status: exitUnreadable, says: fmt.Sprintf("%s: %v", name, cause(err))}
	}
	if int64(len(data)) > limit {
		return nil, &exitError{status: exitUnreadable, says: name + ": " + reader.TooLarge(int64(len(data)), limit).Error()}
	}
	return data, nil
}

// withSoftHyphens gives the hyphens that the file calls soft as such (U+00AD), as other extractors do: what is made of the text
// then knows that they may stand within one word.
func withSoftHyphens(text string, marks []document.Mark) string {
	var b strings.Builder
	at := 0
	for _, m := range marks {
		if m.Kind == document.MarkSoftHyphen && m.End <= len(text) {
			b.WriteString(text[at:m.Start] + "\u00ad")
			at = m.End
		}
	}
	if at == 0 {
		return text
	}
	return b.String() + text[at:]
}

// writeText writes the visible text, and with hidden the hidden runs after it.
func writeText(w io.Writer, d *document.Document, hidden bool) error {
	text := d.Text[:d.Visible]
	if hidden {
		text = d.Text
	}
	text = withSoftHyphens(text, d.Marks)
	if text != "" && text[len(text)-1] != '\n' {
		text += "\n"
	}
	_, err := io.WriteString(w, text)
	return err
}
