package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/corpus"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
	"shortlist/screener/report"
)

func newCorpusCommand(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use:   "corpus",
		Short: "Keep parsed resumes in one file, to judge rubrics by",
		Long: `A corpus holds parsed resumes in one compact file. Rubrics are compared over it (rubric diff, coverage, bands), and it can be screened
(screen --corpus FILE), all without reading a document again.`,
		Args: cobra.ArbitraryArgs,
		RunE: subcommands,
	}
	c.AddCommand(newCorpusBuildCommand(t), newCorpusInfoCommand(t))
	return c
}

type corpusFlags struct {
	reading           readingFlags
	output, asOf, key string
	blind, madeUp     bool
	ocr               bool
}

func newCorpusBuildCommand(t *terminal) *cobra.Command {
	var o corpusFlags
	c := &cobra.Command{
		Use:   "build PATH… -o FILE",
		Short: "Read resumes and keep them in a corpus",
		Long: `Read resumes and keep what was read in FILE.

A corpus of real resumes holds people's data. With --blind names, contact, schools and file names are masked, so that it may be kept where CI
can read it; without, it is not written into a git work tree. --made-up says that the resumes are nobody's: then their words may be quoted in logs.

Exit status: 0 fine · 2 wrong use · 3 some resumes could not be read (they are kept with the reason).`,
		Example: `  shortlist corpus build ~/inbox --blind --key team.key -o corpus/inbox.slc
  shortlist corpus build testdata/resumes --made-up -o corpus/made-up.slc`,
		Args: arguments(1, math.MaxInt, "name the resumes of the corpus: files, folders or globs"),
		RunE: func(c *cobra.Command, args []string) error { return buildCorpus(c.Context(), t, o, args) },
	}
	o.reading.flags(c)
	f := c.Flags()
	f.StringVarP(&o.output, "output", "o", "", "write the corpus to `FILE`")
	f.BoolVar(&o.blind, "blind", false, "mask who anybody is")
	f.StringVar(&o.key, "key", "", "`FILE` with the key that blind ids are made under; made if it is not there (default: a new key each run)")
	f.BoolVar(&o.madeUp, "made-up", false, "these resumes are made up: their words may be quoted")
	f.StringVar(&o.asOf, "as-of", "", "the day that rubrics are compared as of, `YYYY-MM-DD` (default today in UTC)")
	f.BoolVar(&o.ocr, "ocr", false, "recognise pages without text with an installed tesseract")
	return c
}

func buildCorpus(ctx context.Context, t *terminal, o corpusFlags, paths []string) error {
	if o.output == "" {
		return errors.New("where to? name the corpus with -o FILE")
	}
	if !o.blind && !o.madeUp {
		if top := workTree(o.output); top != "" {
			return &exitError{status: exitUsage, says: fmt.Sprintf("%s lies in the git work tree %s, where people's data must not end up", o.output, top),
				hint: "add --blind, or --made-up if these resumes are nobody's, or write it elsewhere"}
		}
	}
	asOf := o.asOf
	if asOf == "" {
		asOf = time.Now().UTC().Format(time.DateOnly)
	} else if _, err := parseDay(asOf); err != nil {
		return err
	}
	key, err := (&judging{blind: o.blind, key: o.key}).blindKey("")
	if err != nil {
		return err
	}
	pool, err := o.reading.pool(t, false)
	if err != nil {
		return err
	}
	defer pool.Close()
	progress := newProgress(t, time.Now())
	list := intake.List(paths)
	var counts report.Counts
	err = writeWhole(o.output, 0o600, func(w io.Writer) error {
		counts, err = screener.BuildCorpus(ctx, w, list, screener.CorpusOptions{
			Batch:    batch.Options{Pool: pool, Stdin: t.in, OCR: o.ocr, OnProgress: progress.show},
			Header:   corpus.Header{Tool: toolVersion(), MadeUp: o.madeUp, AsOf: asOf},
			BlindKey: key,
		})
		if err == nil {
			err = list.Empty()
		}
		return err
	})
	progress.end(true)
	if err != nil {
		return failure(err)
	}
	fmt.Fprintf(t.out, "%s: %d in = %d resumes + %d no resume + %d not read\n", o.output, counts.Input, counts.Read, counts.NotAResume, counts.Unreadable)
	if counts.Unreadable > 0 {
		return &exitError{status: exitUnreadable}
	}
	return nil
}

// workTree is the git work tree that a path lies in, or "".
func workTree(path string) string {
	dir, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return ""
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

func newCorpusInfoCommand(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "info FILE",
		Short: "Say what a corpus holds",
		Long:  "Say what a corpus holds, and whether it can be compared with what this version reads.\n\nExit status: 0 fine · 2 no corpus, or of another reader.",
		Args:  oneArgument("name the corpus"),
		RunE: func(_ *cobra.Command, args []string) error {
			c, done, err := readCorpus(args[0])
			if err != nil {
				return err
			}
			defer done()
			unread, bytes := 0, 0
			for {
				it, err := c.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				bytes += len(it.Parsed)
				if it.Reason != "" {
					unread++
				}
			}
			h := c.Header
			of := "real resumes: people's data, keep it safe"
			switch {
			case h.MadeUp:
				of = "made up: its words may be quoted"
			case h.Blind:
				of = "blind: personal data masked"
			}
			fmt.Fprintf(t.out, "%s\n  resumes   %d, %d of them could not be read\n  holds     %s\n  size      %.1f MB unpacked\n  read by   reader %s, tool %s\n  as of     %s\n",
				args[0], h.Resumes, unread, of, float64(bytes)/1e6, h.Reader, h.Tool, h.AsOf)
			return c.Check(reader.Version, screener.StructureHash())
		},
	}
}

// openCorpus opens a corpus that can be compared with what this version reads.
func openCorpus(path string) (*corpus.Reader, func(), error) {
	c, done, err := readCorpus(path)
	if err != nil {
		return nil, nil, err
	}
	if err := c.Check(reader.Version, screener.StructureHash()); err != nil {
		done()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, done, nil
}

// readCorpus opens a corpus of whatever version; done closes it.
func readCorpus(path string) (c *corpus.Reader, done func(), err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %v", path, cause(err))
	}
	if c, err = corpus.NewReader(f); err != nil {
		f.Close()
		return nil, nil, fmt.Errorf("%s: %w", path, err)
	}
	return c, func() { c.Close(); f.Close() }, nil
}
