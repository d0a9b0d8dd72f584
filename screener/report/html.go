package report

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"math"
	"slices"
	"strings"
	"time"
)

//go:embed page
var pageFiles embed.FS

// pageScripts are the parts of the page's script, in the order they are put together; they share one scope.
var pageScripts = [...]string{"state.js", "draw.js", "charts.js", "detail.js", "compare.js", "decisions.js", "table.js", "start.js"}

// HTML writes one page that needs nothing else: style, script and data stand in it, and its Content-Security-Policy lets
// nothing run or load but these (by hash). The rows are plain HTML, so that the page reads without scripts too; the
// script sorts, filters, opens rows, compares and keeps notes.
func HTML(w io.Writer, r *Report, o Options) error {
	v := arrange(r, o.Rubric)
	style, script, err := pageAssets()
	if err != nil {
		return err
	}
	p := &page{view: v, w: w, table: &table{view: v, width: 100}, evidenced: o.evidenced(), waiting: spill{room: math.MaxInt64}}
	if r.Store != nil {
		p.waiting.folders = r.Store.folders
	}
	defer p.waiting.close()
	g, err := newGatherer(p)
	if err != nil {
		return err
	}
	p.put(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>%s</title>
<style>%s</style>
</head>
<body>
`, hashOf(style), hashOf(script), esc(p.title()), style)
	p.top()
	p.charts()
	if err := p.people(g, o.Top); err != nil {
		return err
	}
	if err := p.rest(); err != nil {
		return err
	}
	p.foot()
	if err := p.data(); err != nil {
		return err
	}
	p.put("<script>%s</script>\n</body>\n</html>\n", script)
	return p.flush()
}

// pageAssets is the style and the script of the page.
func pageAssets() (style, script string, err error) {
	css, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	b.WriteString("(() => {\n'use strict';\n")
	for _, name := range pageScripts {
		js, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			return "", "", err
		}
		b.Write(js)
	}
	b.WriteString("})();\n")
	return string(css), b.String(), nil
}

// hashOf is what a Content-Security-Policy names an inline style or script by.
func hashOf(s string) string {
	h := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(h[:])
}

// esc makes text safe in HTML text and in quoted attributes. Text must be plain already.
func esc(s string) string { return html.EscapeString(s) }

type page struct {
	view
	w         io.Writer
	head      pageHead
	table     *table
	evidenced int   // how many rows open to their evidence
	left      []row // ranked, without a row of the table
	leftApart int
	out       bytes.Buffer // on its way to w
	waiting   spill        // for the end of the table: what stands behind it
	persons   []spot       // JSON of pagePerson for each row. Not the value: its strings are pieces of whole records
	details   []spot       // a line of JSON for each row
}

func (p *page) flush() error {
	_, err := p.out.WriteTo(p.w)
	return err
}

// mostListed is how many rows a page has at most: a browser still sorts and filters them at once. The rest is counted.
const mostListed = 5000

// body writes the rows and makes what they open to, record by record: ranked ones (at most top, if that is not 0), then those apart.
func (p *page) body(g *gatherer, top int) error {
	ranked, apart := p.ranked, p.apart
	if top > 0 {
		ranked = ranked[:min(top, len(ranked))]
	}
	ranked = ranked[:min(len(ranked), max(mostListed, top))]
	apart = apart[:min(len(apart), max(mostListed-len(ranked), 0))]
	p.left, p.leftApart = p.ranked[len(ranked):], len(p.apart)-len(apart)
	band := ""
	g.rank(ranked, apart)
	for i, w := range slices.Concat(ranked, apart) {
		w, err := p.load(w)
		if err != nil {
			return err
		}
		person, detail := g.add(w.resume, i < p.evidenced)
		if err := errors.Join(p.wait(&p.persons, &person), p.wait(&p.details, &detail)); err != nil {
			return err
		}
		b := w.fit.Band
		if w.fit.State == "apart" {
			b = "apart"
		}
		if b != band {
			p.bandRow(b)
			band = b
		}
		p.row(i, w, &person)
		if err := p.flush(); err != nil {
			return err
		}
	}
	g.done()
	return nil
}

// wait keeps v as JSON for the list that is put at the end.
func (p *page) wait(list *[]spot, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	at, err := p.waiting.add(text, nil)
	*list = append(*list, at)
	return err
}

func (p *page) put(format string, args ...any) { fmt.Fprintf(&p.out, format, args...) }

// title is what the window is called: the rubrics, how many, as of when.
func (p *page) title() string {
	var names []string
	for _, u := range p.rubrics {
		names = append(names, title(u))
	}
	return fmt.Sprintf("%s: %d %s, as of %s", strings.Join(names, ", "), p.report.Len(), plural(p.report.Len(), "resume", "resumes"), short(p.report.AsOf))
}

// longDate is "21 November 2026", or the text itself where it is no date.
func longDate(s string) string {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return short(s)
	}
	return t.Format("2 January 2006")
}

// top says what this is, who made the rules and who decides, and what came in.
func (p *page) top() {
	p.put("<a class=\"skip\" href=\"#people\">To the candidates</a>\n<header>\n<p class=\"eyebrow\">Fit report · as of %s%s</p>\n", esc(longDate(p.report.AsOf)), map[bool]string{true: " · blind: no names"}[p.report.Blind])
	var names []string
	for _, u := range p.rubrics {
		names = append(names, esc(title(u)))
	}
	p.put("<h1>%s</h1>\n", strings.Join(names, " <span class=\"and\">and</span> "))
	p.put("<p class=\"notice\">%s</p>\n", esc(strings.Join(notice[:], " ")))
	p.put("<p class=\"sum\"><strong>%s</strong>. %s%s</p>\n", esc(p.sum()), esc(p.notRead()), p.spot())
	if len(p.rubrics) > 1 {
		p.put("<div class=\"tabs\" id=\"rubrics\" role=\"group\" aria-label=\"Rubric to rank by\">\n")
		tabs := append([]string{"Better fit"}, each(p.rubrics, title)...)
		for i, name := range tabs {
			p.put("<button type=\"button\" data-rubric=\"%d\" aria-pressed=\"%t\">%s</button>\n", i-1, i-1 == p.head.RankedBy, esc(name))
		}
		p.put("</div>\n")
	}
	p.put("</header>\n<main>\n")
}

// spot asks to look at two of the low ones, drawn by the run's hash.
func (p *page) spot() string {
	spot := p.spotCheck(2)
	if len(spot) == 0 {
		return ""
	}
	names := each(spot, func(w row) string { return "<bdi>" + esc(clip(who(w.resume), 40)) + "</bdi>" })
	return " Please spot-check " + strings.Join(names, " and ") + ", drawn from below good by the run’s hash: did the rules miss something?"
}

// charts are drawn by the script; the places for them stand here, with their headings.
func (p *page) charts() {
	p.put(`<section id="glance" aria-labelledby="glance-h" hidden>
<h2 id="glance-h">The pool at a glance</h2>
<div class="charts">
<figure><figcaption>Scores by band <small>scored resumes, in steps of five points</small></figcaption><div id="histogram"></div></figure>
<figure><figcaption>How many show each criterion <small>choose one to filter by it</small></figcaption><ul id="shows"></ul></figure>
</div>
</section>
`)
}

// people is the table, with the controls that only work with the script.
func (p *page) people(g *gatherer, top int) error {
	p.put(`<section id="people" aria-labelledby="people-h">
<h2 id="people-h">Candidates</h2>
<noscript><p class="note">Scripts are switched off here: the list is complete, but rows cannot be opened, sorted or compared. The other formats (Markdown, text) hold every quote.</p></noscript>
<form id="controls" hidden>
<label class="search">Search <input type="search" id="f-text" autocomplete="off" placeholder="name, term, words of a quote"></label>
<fieldset><legend>Band</legend><div class="chips" id="f-bands">`)
	for _, b := range bandNames {
		p.put(`<label><input type="checkbox" value="%s" checked> %s</label>`, b, b)
	}
	p.put(`<label><input type="checkbox" value="apart" checked> apart</label></div></fieldset>
<label>Stack <select id="f-stack"><option value="">all</option><option>backend</option><option>full-stack</option><option>frontend</option><option>undetermined</option></select></label>
<label>Lean <select id="f-lean"><option value="">all</option><option>developer</option><option>engineer</option><option>either</option></select></label>
<label>Criterion <select id="f-criterion"></select></label>
<label>Decision <select id="f-decision"><option value="">all</option><option value="none">none yet</option><option>advance</option><option>hold</option><option>talk first</option></select></label>
<label class="narrow">Sort by <select id="f-sort"><option value="rank">rank</option><option value="name">name</option><option value="score">score</option><option value="stack">stack</option><option value="lean">lean</option></select></label>
<button type="reset">Clear</button>
</form>
<div class="bar" id="bar" hidden>
<p id="count" role="status"></p>
<p class="keys"><kbd>/</kbd> search · <kbd>j</kbd> <kbd>k</kbd> next, previous · <kbd>Enter</kbd> open · <kbd>x</kbd> choose to compare</p>
<div class="do"><button type="button" id="open-all">Open all shown</button><button type="button" id="compare" disabled>Compare</button><button type="button" id="export-csv">Decisions as CSV</button><button type="button" id="export-json">as JSON</button><button type="button" id="print">Print</button></div>
</div>
<table id="rows">
<caption class="away">Candidates by rank. Choose a name to open its evidence.</caption>
<thead><tr><th class="pick" scope="col"><span class="away">Compare</span></th><th class="rank" scope="col" data-sort="rank" aria-sort="ascending">#</th><th class="who" scope="col" data-sort="name">Candidate</th>`)
	names := shortNames(p.rubrics)
	for i := range p.rubrics {
		head := "Score"
		if len(p.rubrics) > 1 {
			head = names[i]
		}
		p.put(`<th class="score" scope="col" data-sort="score-%d">%s</th>`, i, esc(head))
	}
	p.put(`<th class="band" scope="col">Band</th><th class="stack" scope="col" data-sort="stack">Stack</th><th class="lean" scope="col" data-sort="lean">Lean</th><th class="ev" scope="col">Strongest evidence</th><th class="lack" scope="col">Not shown</th><th class="dec" scope="col" data-sort="decision">Decision</th></tr></thead>
<tbody>
`)
	if err := p.body(g, top); err != nil {
		return err
	}
	p.put("</tbody>\n</table>\n<p id=\"none\" class=\"note\" hidden>Nobody matches. <button type=\"button\" id=\"clear\">Clear the filters</button></p>\n%s</section>\n", p.limits())
	return nil
}

// limits says what a page of a large pool does not hold; nothing where it holds all.
func (p *page) limits() string {
	var parts []string
	if n := len(p.persons); n > p.evidenced {
		parts = append(parts, fmt.Sprintf("The first %d candidates of %d open to their evidence, the others to their result: shortlist explain FILE shows it for one of them.", p.evidenced, n))
	}
	if n := len(p.left) + p.leftApart; n > 0 {
		says := filled([]string{countBands(p.left, [len(bandNames) + 1]int{})})
		if p.leftApart > 0 {
			says = append(says, fmt.Sprintf("%d apart", p.leftApart))
		}
		parts = append(parts, fmt.Sprintf("%d more (%s) have no row here, nor a part in the charts: --top N chooses how many ranked ones have, and the CSV, the workbook and the JSON hold all.", n, strings.Join(says, ", ")))
	}
	if len(parts) == 0 {
		return ""
	}
	return "<p class=\"note\" id=\"limits\">" + esc(strings.Join(parts, " ")) + "</p>\n"
}

// bandRow is the heading of a band within the table.
func (p *page) bandRow(band string) {
	says := "Apart <small>not ranked: of a stack that the rubric does not accept</small>"
	if band != "apart" {
		says = strings.ToUpper(band[:1]) + esc(plain(band[1:]))
		says += " <small>" + esc(bandRanges(band, p.rubrics)) + "</small>"
	}
	p.put("<tr class=\"bandrow\" data-band=\"%s\"><th scope=\"rowgroup\" colspan=\"%d\">%s</th></tr>\n", esc(plain(band)), 9+len(p.rubrics), says)
}

// row is one candidate. The script fills the same cells anew when another rubric is chosen.
func (p *page) row(i int, w row, d *pagePerson) {
	rank := "–"
	if w.rank > 0 {
		rank = fmt.Sprint(w.rank)
	}
	p.put(`<tr class="row" data-i="%d"><td class="pick"><input type="checkbox" aria-label="Compare %s" disabled></td><td class="rank">%s</td>`, i, esc(d.Name), rank)
	p.put(`<th class="who" scope="row"><button type="button" class="name" aria-expanded="false"><bdi>%s</bdi></button>`, esc(clip(d.Name, 60)))
	if d.Since == "again" || d.Since == "changed" {
		p.put(` <span class="tag">%s</span>`, d.Since)
	} else if d.Since == "new" {
		p.put(` <span class="tag">new</span>`)
	}
	if d.Flags {
		p.put(` <span class="flag" title="something to look at; never a deduction">⚑ <span class="away">flagged</span></span>`)
	}
	if file := clip(baseName(d.File), 44); file != "" && file != d.Name {
		p.put(`<small><bdi>%s</bdi></small>`, esc(file))
	}
	p.put("</th>")
	at, lead := 0, -1
	for k := range d.Fits {
		if p.rubrics[k].Name == w.fit.Rubric {
			at, lead = k, k
		}
	}
	for k := range d.Fits {
		f := &d.Fits[k]
		says := f.Says
		if f.State == "apart" {
			says = "(" + says + ")"
		}
		minor := ""
		if k != lead {
			minor = " minor"
		}
		p.put(`<td class="score%s">%s</td>`, minor, esc(says))
	}
	f := &d.Fits[at]
	band := f.Band
	if w.fit.State == "apart" || lead < 0 {
		band = "apart"
	}
	p.put(`<td class="band"><span class="pill %s">%s</span></td><td class="stack">%s</td><td class="lean">%s</td><td class="ev">`, esc(band), esc(band), esc(stackWord(d.Stack)), esc(d.Lean))
	if f.Quote != "" {
		p.put(`<q>%s</q> <span class="at">%s</span>`, esc(f.Quote), esc(f.At))
	}
	p.put(`</td><td class="lack">%s</td><td class="dec"></td></tr>`+"\n", esc(f.Lacks))
}

func stackWord(s string) string {
	if s == "" || s == "undetermined" {
		return "?"
	}
	return s
}

// rest is what is not in the table, and the heat map under it.
func (p *page) rest() error {
	p.put(`<section id="heat" aria-labelledby="heat-h" hidden>
<h2 id="heat-h">Criteria over the pool</h2>
<p class="note">One line a candidate, in the order of the table above; the darker, the more of the criterion’s points. Choose a line to open it.</p>
<div id="heatmap"></div>
</section>
`)
	if len(p.noResume)+len(p.unread) > 0 {
		p.put("<section aria-labelledby=\"out-h\">\n<h2 id=\"out-h\">Not read</h2>\n<ul class=\"plainlist\">\n")
		for i, w := range slices.Concat(p.unread, p.noResume) {
			w, err := p.load(w)
			if err != nil {
				return err
			}
			says := "could not be read"
			if i >= len(p.unread) {
				says = "is no resume"
			}
			p.put("<li><strong><bdi>%s</bdi></strong> %s: %s</li>\n", esc(fileOrID(w.resume)), says, esc(short(w.resume.Reason)))
		}
		p.put("</ul>\n</section>\n")
	}
	if twice := p.table.twice(); len(twice) > 0 {
		p.put("<section aria-labelledby=\"twice-h\">\n<h2 id=\"twice-h\">Probably the same person twice</h2>\n<ul class=\"plainlist\">\n")
		for _, s := range twice {
			p.put("<li><bdi>%s</bdi></li>\n", esc(s))
		}
		p.put("</ul>\n</section>\n")
	}
	p.put("</main>\n")
	return nil
}

// foot says how the result was made, so that it can be made again.
func (p *page) foot() {
	p.put("<footer>\n<h2>How this was made</h2>\n<ul class=\"plainlist\">\n")
	for _, s := range notice {
		p.put("<li>%s</li>\n", esc(s))
	}
	p.put("<li>%s</li>\n", esc(p.notRead()))
	p.put("<li>A score depends on one resume, one rubric and the as-of date, not on the other candidates. Recency and years are shown, not scored, unless a rubric asks.</li>\n")
	for _, u := range p.rubrics {
		p.put("<li>Rubric %s <code>%s</code></li>\n", esc(short(u.Name)), esc(plain(u.SHA256)))
	}
	p.put("<li>shortlist %s, reader %s, vocabulary <code>%s</code>, run <code>%s</code></li>\n", esc(short(p.report.Tool.Version)), esc(short(p.report.Tool.Reader)), esc(shortHash(p.report.Vocabulary.SHA256)), p.head.Run)
	p.put("<li>This page loads nothing and sends nothing. Notes and decisions stay in this browser until you export them.</li>\n</ul>\n</footer>\n<dialog id=\"side\" aria-labelledby=\"side-h\"></dialog>\n")
}

// data puts the JSON into the page. The encoder escapes <, > and &, so that no text can end the script element.
func (p *page) data() error {
	head, err := json.Marshal(p.head)
	if err != nil {
		return err
	}
	before, after, _ := bytes.Cut(head, []byte(`"people":[]`)) // no text holds that: its quotes would be escaped
	p.put("<script type=\"application/json\" id=\"head\">%s\"people\":[", before)
	if err := p.items(p.persons, ','); err != nil {
		return err
	}
	p.put("]%s</script>\n<script type=\"application/json\" id=\"details\">", after)
	if err := p.items(p.details, '\n'); err != nil {
		return err
	}
	p.put("</script>\n")
	return nil
}

// items puts what waited, with sep between them.
func (p *page) items(list []spot, sep byte) error {
	for i, at := range list {
		if i > 0 {
			p.out.WriteByte(sep)
		}
		err := p.waiting.get(at, func(text []byte) error { _, err := p.out.Write(text); return err })
		if err != nil {
			return fmt.Errorf("the page's data cannot be read back: %w", err)
		}
		if err := p.flush(); err != nil {
			return err
		}
	}
	return nil
}
