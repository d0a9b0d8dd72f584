"""Resumes as flat OpenDocument text (.fodt) with real styles, lists, tables, frames, headers and footers, for LibreOffice to convert."""
from xml.sax.saxutils import escape as e

from sheet import Entry, Line, Para, Skills, head, skill_lines

NS = " ".join(f'xmlns:{p}="urn:oasis:names:tc:opendocument:xmlns:{u}:1.0"' for p, u in
              [("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("meta", "meta")])
NS += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
NS += ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def styles(style):
    font, accent, size = style.get("font", "Liberation Sans"), style.get("accent", "#1f4e79"), style.get("size", "10.5pt")
    caps = ' fo:text-transform="uppercase"' if style.get("caps") else ""
    spaced = ' fo:letter-spacing="0.08in"' if style.get("spaced") else ""
    width = "6.9in"
    return f"""<office:font-face-decls><style:font-face style:name="F" svg:font-family="&apos;{font}&apos;"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:text-properties style:font-name="F" fo:font-size="{size}" fo:language="{style['lang']}" fo:country="{style['country']}"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.02in"/><style:text-properties fo:font-size="22pt" fo:font-weight="bold" fo:color="{accent}"/></style:style>
<style:style style:name="Subtitle" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="13pt" fo:color="#555555"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"><style:paragraph-properties fo:margin-top="0.17in" fo:margin-bottom="0.06in" fo:keep-with-next="always" fo:border-bottom="0.75pt solid {accent}"/><style:text-properties fo:font-size="13pt" fo:font-weight="bold" fo:color="{accent}"{caps}{spaced}/></style:style>
<style:style style:name="Heading_20_2" style:display-name="Heading 2" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="2"><style:paragraph-properties fo:margin-top="0.1in" fo:keep-with-next="always"><style:tab-stops><style:tab-stop style:position="{width}" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Employer" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:keep-with-next="always"><style:tab-stops><style:tab-stop style:position="{width}" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="Item" style:family="paragraph" style:parent-style-name="Standard"/>
<style:style style:name="Stack" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="0.25in"/><style:text-properties fo:font-size="9.5pt" fo:color="#444444"/></style:style>
<style:style style:name="Header" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="end"/><style:text-properties fo:font-size="8.5pt" fo:color="#666666"/></style:style>
<style:style style:name="Centre" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="{style.get('bullet', '•')}"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="listtab" fo:margin-left="0.25in" fo:text-indent="-0.18in"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="P"><style:page-layout-properties fo:page-width="8.5in" fo:page-height="11in" fo:margin-top="0.6in" fo:margin-bottom="0.6in" fo:margin-left="0.8in" fo:margin-right="0.8in"/><style:header-style><style:header-footer-properties fo:min-height="0.2in" fo:margin-bottom="0.1in"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height="0.2in" fo:margin-top="0.1in"/></style:footer-style></style:page-layout>
<style:style style:name="T" style:family="table"><style:table-properties style:width="6.9in" table:align="left"/></style:style>
<style:style style:name="T.L" style:family="table-column"><style:table-column-properties style:column-width="1.5in"/></style:style>
<style:style style:name="T.R" style:family="table-column"><style:table-column-properties style:column-width="5.4in"/></style:style>
<style:style style:name="T.S" style:family="table-column"><style:table-column-properties style:column-width="2.1in"/></style:style>
<style:style style:name="T.M" style:family="table-column"><style:table-column-properties style:column-width="4.8in"/></style:style>
<style:style style:name="C" style:family="table-cell"><style:table-cell-properties fo:padding="0.03in" fo:border="none"/></style:style>
<style:style style:name="CS" style:family="table-cell"><style:table-cell-properties fo:padding="0.1in" fo:border="none" fo:background-color="#e9eef3"/></style:style>
<style:style style:name="Fr" style:family="graphic"><style:graphic-properties style:wrap="left" style:number-wrapped-paragraphs="no-limit" style:vertical-pos="from-top" style:vertical-rel="page-content" style:horizontal-pos="right" style:horizontal-rel="page-content" draw:fill="solid" draw:fill-color="#f5f7fa" draw:stroke="none" fo:background-color="#f5f7fa" fo:border="none" fo:padding="0.08in"/></style:style>
<style:style style:name="Break" style:family="paragraph" style:parent-style-name="Heading_20_1"><style:paragraph-properties fo:break-before="page"/></style:style>
</office:automatic-styles>"""


def p(name, inside):
    return f'<text:p text:style-name="{name}">{inside}</text:p>'


def h(level, words):
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{words}</text:h>'


def bullets(items):
    return '<text:list text:style-name="Bullets">' + "".join(f"<text:list-item>{p('Item', e(i))}</text:list-item>" for i in items) + "</text:list>" if items else ""


def table(rows, left="T.L", right="T.R", cells=("C", "C")):
    out = f'<table:table table:name="Layout" table:style-name="T"><table:table-column table:style-name="{left}"/><table:table-column table:style-name="{right}"/>'
    for row in rows:
        out += "<table:table-row>" + "".join(f'<table:table-cell table:style-name="{c}" office:value-type="string">{inside}</table:table-cell>' for c, inside in zip(cells, row)) + "</table:table-row>"
    return out + "</table:table>"


def under(entry):
    return (p("Standard", e(entry.summary)) if entry.summary else "") + bullets(entry.bullets) + (p("Stack", e(entry.stack)) if entry.stack else "")


def entry(item, style):
    first, second = head(item, style.get("titles", "title"))
    if item.same_employer:
        first, second = "", item.title
    when = e(item.dates)
    if style.get("dates_left"):
        out = h(2, (when + "  " if when else "") + e(first)) if first else ""
        return out + (p("Employer", e(second)) if second else "") + under(item)
    if not first:  # a further position under the same employer
        return p("Employer", e(second) + "<text:tab/>" + when) + under(item)
    if style.get("titles") == "employer" and style.get("grouped") and second:
        return h(2, e(first)) + p("Employer", e(second) + "<text:tab/>" + when) + under(item)
    return h(2, e(first) + ("<text:tab/>" + when if when else "")) + (p("Employer", e(second)) if second else "") + under(item)


def skills(item, style):
    shape = style.get("skills", "grouped")
    if shape == "table":
        return table([(p("Standard", f'<text:span text:style-name="Strong">{e(n)}</text:span>'), p("Standard", e(", ".join(k)))) for n, _, k in item.groups])
    if shape == "each":
        return bullets(skill_lines(item, "each"))
    if shape == "grouped":
        return "".join(p("Standard", f'<text:span text:style-name="Strong">{e(n)}: </text:span>{e(", ".join(k))}') for n, _, k in item.groups)
    return "".join(p("Standard", e(l)) for l in skill_lines(item, shape))


def drawn(items, style):
    out, rows = "", []
    for item in items:
        if isinstance(item, Entry):
            if style["layout"] == "table":
                first, second = head(item, style.get("titles", "title"))
                rows.append((p("Standard", e(item.dates)), p("Standard", f'<text:span text:style-name="Strong">{e(first)}</text:span>') + (p("Employer", e(second)) if second else "") + under(item)))
            else:
                out += entry(item, style)
        elif isinstance(item, Skills):
            out += skills(item, style)
        elif isinstance(item, Para):
            out += p("Standard", e(item.text))
        elif isinstance(item, Line):
            out += p("Standard", e(item.text) + (", " + e(item.date) if item.date else ""))
    return out + (table(rows) if rows else "")


def section(heading, items, style):
    if style.get("spaced_letters"):
        heading = " ".join(heading.upper())
    return h(1, e(heading)) + drawn(items, style)


def document(sheet, style):
    """The text of a .fodt file. style: layout (styled, table, box, sidetable), font, accent, size, caps, spaced, titles, grouped, skills, running (header/footer)."""
    style = dict(style, lang=sheet.lang, country={"en": "US", "de": "DE", "fr": "FR", "es": "ES"}[sheet.lang])
    words = [e(w) for _, w in sheet.contact]
    top = p("Title", e(sheet.name)) + (p("Subtitle", e(sheet.label)) if sheet.label else "")
    if style["layout"] == "box":
        in_box = [s for s in sheet.sections if s[0] in style["aside"]]
        rest = [s for s in sheet.sections if s[0] not in style["aside"]]
        inside = "".join(p("Standard", w) for w in words) + "".join(section(a, b, style) for a, b in in_box)
        frame = f'<draw:frame draw:style-name="Fr" draw:name="Box" text:anchor-type="paragraph" svg:y="0in" svg:width="2.15in" draw:z-index="0"><draw:text-box fo:min-height="1in">{inside}</draw:text-box></draw:frame>'
        text = p("Standard", frame) + top + "".join(section(a, b, style) for a, b in rest)
    elif style["layout"] == "sidetable":
        in_box = [s for s in sheet.sections if s[0] in style["aside"]]
        rest = [s for s in sheet.sections if s[0] not in style["aside"]]
        inner = dict(style, layout="styled", dates_left=True)
        left = "".join(p("Standard", w) for w in words) + "".join(section(a, b, inner) for a, b in in_box)
        right = "".join(section(a, b, inner) for a, b in rest)
        text = top + table([(left, right)], "T.S", "T.M", ("CS", "C"))
    else:
        text = top + p("Standard", "  |  ".join(words)) + "".join(section(a, b, style) for a, b in sheet.sections)
    running = style.get("running")
    header = f'<style:header>{p("Header", e(sheet.name) + " · " + words[-1])}</style:header>' if running else ""
    footer = f'<style:footer>{p("Header", e(style.get("page", "Page")) + " <text:page-number>1</text:page-number> / <text:page-count>2</text:page-count>")}</style:footer>' if running else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NS} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{e(sheet.name)}</dc:title><meta:creation-date>2026-11-01T08:00:00</meta:creation-date><dc:date>2026-11-01T08:00:00</dc:date></office:meta>
{styles(style)}
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">{header}{footer}</style:master-page></office:master-styles>
<office:body><office:text>{text}</office:text></office:body></office:document>
"""
