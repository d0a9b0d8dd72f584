package proof

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/corpus"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Spread is how the scores of a corpus are spread by one rubric, so that bands are set by people who looked.
type Spread struct {
	Rubric    string       `json:"rubric"`
	Bands     rubric.Bands `json:"bands"`
	Resumes   int          `json:"resumes"` // scored: read, resumes, and not set apart
	Apart     int          `json:"apart"`
	Capped    int          `json:"capped"`    // held at possible by a must
	Histogram [20]int      `json:"histogram"` // by five points; 100 is in the last
	Quantiles []Quantile   `json:"quantiles"`
	Strong    int          `json:"strong"`
	Good      int          `json:"good"`
	Possible  int          `json:"possible"`
	Low       int          `json:"low"`
	CutOffs   []CutOff     `json:"cut_offs"` // how many score at least so much, whatever their must
	AsOf      string       `json:"as_of"`

	scores []int
}

// Quantile is the score, in whole points, that so many in a hundred reach at most.
type Quantile struct {
	Percent int `json:"percent"`
	Score   int `json:"score"`
}

// CutOff is how many resumes score at least so many points.
type CutOff struct {
	From    int `json:"from"`
	Resumes int `json:"resumes"`
}

// Spreads judges every resume of a corpus by each rubric.
func Spreads(ctx context.Context, d *rubric.Data, rubrics []*rubric.Rubric, from *corpus.Reader, asOf resume.Date) ([]*Spread, error) {
	judge, err := fit.New(d, rubrics, nil)
	if err != nil {
		return nil, err
	}
	out := make([]*Spread, len(rubrics))
	for i, r := range rubrics {
		out[i] = &Spread{Rubric: r.Name, Bands: r.Bands, AsOf: fmt.Sprintf("%04d-%02d", asOf.Year, asOf.Month)}
	}
	err = screener.EachInCorpus(ctx, from, func(item batch.Item) []fit.Outcome {
		if item.Err != nil || item.Parsed.Resume.Verdict.NotAResume {
			return nil
		}
		got, _, _ := judge.Outcomes(nil, item.Parsed.Document, item.Parsed.Resume, asOf)
		return got
	}, func(got []fit.Outcome) error {
		for i, o := range got {
			out[i].add(o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, s := range out {
		s.finish()
	}
	return out, nil
}

func (s *Spread) add(o fit.Outcome) {
	if o.Apart {
		s.Apart++
		return
	}
	s.Resumes++
	score := fit.Whole(o.Score)
	s.scores = append(s.scores, score)
	s.Histogram[min(score/5, len(s.Histogram)-1)]++
	if o.Capped {
		s.Capped++
	}
	switch o.Band {
	case "strong":
		s.Strong++
	case "good":
		s.Good++
	case "possible":
		s.Possible++
	default:
		s.Low++
	}
}

func (s *Spread) finish() {
	slices.Sort(s.scores)
	s.Quantiles, s.CutOffs = []Quantile{}, []CutOff{}
	if len(s.scores) == 0 {
		return
	}
	for _, p := range []int{5, 10, 25, 50, 75, 90, 95, 99} {
		s.Quantiles = append(s.Quantiles, Quantile{p, s.quantile(p)})
	}
	for from := 90; from >= 10; from -= 5 {
		s.CutOffs = append(s.CutOffs, CutOff{from, s.atLeast(from)})
	}
}

// quantile is the least score that at least so many in a hundred do not exceed.
func (s *Spread) quantile(percent int) int {
	n := (len(s.scores)*percent + 99) / 100
	return s.scores[max(0, n-1)]
}

// atLeast is how many score so many points or more.
func (s *Spread) atLeast(from int) int {
	i, _ := slices.BinarySearch(s.scores, from)
	return len(s.scores) - i
}

// WriteSpreads writes spreads as text or JSON.
func WriteSpreads(w io.Writer, all []*Spread, format string) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			Schema  string    `json:"schema"`
			Spreads []*Spread `json:"spreads"`
		}{"shortlist.bands/1", all})
	}
	var b strings.Builder
	for i, s := range all {
		if i > 0 {
			b.WriteByte('\n')
		}
		s.text(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// barWidth is the length of the longest bar, in characters.
const barWidth = 50

func (s *Spread) text(b *strings.Builder) {
	fmt.Fprintf(b, "%s: %d resumes scored, %d set apart\n\n", s.Rubric, s.Resumes, s.Apart)
	most := 1
	for _, n := range s.Histogram {
		most = max(most, n)
	}
	for i := len(s.Histogram) - 1; i >= 0; i-- {
		n := s.Histogram[i]
		from, to := i*5, i*5+4
		if i == len(s.Histogram)-1 {
			to = 100
		}
		bar := strings.Repeat("█", n*barWidth/most)
		if n > 0 && bar == "" {
			bar = "▏"
		}
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %3d–%-3d %6d  %-*s %s", from, to, n, barWidth, bar, s.edges(from, to)), " ") + "\n")
	}
	if s.Resumes == 0 {
		return
	}
	b.WriteString("\nof a hundred, so many score at most\n ")
	for _, q := range s.Quantiles {
		fmt.Fprintf(b, "  %d: %d", q.Percent, q.Score)
	}
	fmt.Fprintf(b, "\n\nbands now   strong %d from %d · good %d from %d · possible %d from %d · low %d",
		s.Strong, s.Bands.Strong, s.Good, s.Bands.Good, s.Possible, s.Bands.Possible, s.Low)
	if s.Capped > 0 {
		fmt.Fprintf(b, " · %d of the possible are held there by a must", s.Capped)
	}
	b.WriteString("\n\nanother cut-off would give so many at or above it\n")
	row := " "
	for i, c := range s.CutOffs {
		row += fmt.Sprintf("  %2d: %-6d", c.From, c.Resumes)
		if i%6 == 5 || i == len(s.CutOffs)-1 {
			b.WriteString(strings.TrimRight(row, " ") + "\n")
			row = " "
		}
	}
}

// edges names the bands that begin within a stretch of points.
func (s *Spread) edges(from, to int) string {
	var out []string
	for _, e := range []struct {
		at   int
		name string
	}{{s.Bands.Strong, "strong"}, {s.Bands.Good, "good"}, {s.Bands.Possible, "possible"}} {
		if e.at >= from && e.at <= to {
			out = append(out, fmt.Sprintf("◂ %s from %d", e.name, e.at))
		}
	}
	return strings.Join(out, " ")
}
