package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/proof"
	"shortlist/screener/reader"
	"shortlist/screener/rubric"
)

func newRubricNewCommand(t *terminal) *cobra.Command {
	var job string
	c := &cobra.Command{
		Use:   "new NAME",
		Short: "Write a short commented rubric to start from, and its cases",
		Long: `Write NAME.yaml, a short commented rubric to start from, and NAME_test.yaml with its first cases. NAME may stand in a folder
(rubrics/payments). Nothing is overwritten.

With --from-job the rubric is drafted from a job description, in any format that resumes may have. Known terms become criteria, "must" and
"required" become   must: 1 , what is nice to have weighs little, years and degrees are taken over, and words about scope choose the lean. What was
not understood stands in the file as comments to decide on. Words that stand in for protected traits are left out, and the file says so.

Exit status: 0 fine · 2 wrong use, or a file is there already · 3 the job description could not be read.`,
		Example: "  shortlist rubric new payments-engineer\n  shortlist rubric new rubrics/payments --from-job ad.pdf",
		Args:    oneArgument("name the rubric to make"),
		RunE:    func(c *cobra.Command, args []string) error { return newRubric(c.Context(), t, args[0], job) },
	}
	c.Flags().StringVar(&job, "from-job", "", "draft it from the job description in `FILE`")
	return c
}

func newRubric(ctx context.Context, t *terminal, path, job string) error {
	path = strings.TrimSuffix(strings.TrimSuffix(path, ".yaml"), ".yml")
	name := filepath.Base(path)
	if !validName(name) {
		return &exitError{status: exitUsage, says: fmt.Sprintf("a rubric cannot be named %q", name), hint: "small letters, digits and hyphens, a letter first: payments-engineer"}
	}
	rules, cases := path+".yaml", path+"_test.yaml"
	for _, p := range []string{rules, cases} {
		if _, err := os.Lstat(p); !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("%s is there already; nothing was written", p)
		}
	}
	ruleText, caseText := proof.Starter(name)
	if job != "" {
		var err error
		if ruleText, caseText, err = draftFrom(ctx, t, name, job); err != nil {
			return err
		}
	}
	for _, f := range []struct{ path, text string }{{rules, ruleText}, {cases, caseText}} {
		if err := writeNew(f.path, f.text); err != nil {
			return fmt.Errorf("%s cannot be written: %v", f.path, cause(err))
		}
		fmt.Fprintln(t.out, f.path)
	}
	fmt.Fprintf(t.err, "next: read %s line by line, then   shortlist rubric lint %s   and   shortlist rubric test %s\n", rules, rules, rules)
	return nil
}

// validName is what the loader takes for a name.
func validName(s string) bool {
	for i, c := range s {
		if !(c >= 'a' && c <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '-')) {
			return false
		}
	}
	return s != ""
}

// writeNew writes a file that must not be there.
func writeNew(path, text string) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// draftFrom drafts a rubric and its cases from a job description.
func draftFrom(ctx context.Context, t *terminal, name, job string) (rules, cases string, err error) {
	doc, err := readJob(ctx, t, job)
	if err != nil {
		return "", "", err
	}
	runner, err := newRunner(&caseFlags{})
	if err != nil {
		return "", "", err
	}
	words, err := proof.LoadJobWords(rubrics.Files)
	if err != nil {
		return "", "", err
	}
	proxies, err := proof.LoadProxies(rubrics.Files)
	if err != nil {
		return "", "", err
	}
	d := &proof.Drafter{Loader: runner.Loader, Words: words, Proxies: proxies}
	if rules, err = d.Draft(name, doc); err != nil {
		return "", "", err
	}
	r, err := runner.Loader.Parse(name+".yaml", []byte(rules))
	if err != nil {
		return "", "", rubricError(err)
	}
	cases, err = firstCases(ctx, runner, r)
	return rules, cases, err
}

// readJob reads a job description through a worker process, like a resume: it comes from others, too.
func readJob(ctx context.Context, t *terminal, path string) (*document.Document, error) {
	pool, err := reader.NewPool(reader.Options{Workers: 1})
	if err != nil {
		return nil, err
	}
	defer pool.Close()
	data, err := readBounded(t, path, pool.Limits().Size)
	if err != nil {
		return nil, err
	}
	got, err := pool.Read(ctx, reader.Input{Name: path, Data: data})
	if err != nil {
		return nil, &exitError{status: exitUnreadable, says: path + ": " + err.Error()}
	}
	return got.Document, nil
}

// firstCases writes cases for a draft, of which the first shows some criterion that one sentence can meet.
func firstCases(ctx context.Context, runner *proof.Runner, r *rubric.Rubric) (string, error) {
	for i := range r.Criteria {
		c := &r.Criteria[i]
		sentence := proof.Sentence(c)
		if sentence == "" {
			continue
		}
		text := proof.DraftCases(r, sentence, c.ID)
		cs, err := rubric.ParseCases(r.Name+"_test.yaml", []byte(text), runner.Loader.Data)
		if err != nil {
			return "", err
		}
		got, err := runner.Run(ctx, &proof.Suite{Path: r.Name + "_test.yaml", Cases: cs, Rubric: r}, nil)
		if err != nil {
			return "", err
		}
		if n := proof.Count([]*proof.Result{got}); n.Passed == n.All() {
			return text, nil
		}
	}
	return proof.DraftCases(r, "", ""), nil
}
