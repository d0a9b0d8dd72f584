"""Resumes as HTML pages: sent as they are, printed to PDF by Chromium, or taken as input by LibreOffice."""
from html import escape as e

from sheet import Entry, Line, Para, Skills, head, skill_lines

FONTS = {"sans": "'Liberation Sans', Arial, sans-serif", "serif": "'Liberation Serif', serif", "noto": "'Noto Sans', sans-serif", "narrow": "'Liberation Sans Narrow', sans-serif",
         "charter": "'Bitstream Charter', serif", "gothic": "'URW Gothic', sans-serif", "dejavu": "'DejaVu Sans', sans-serif"}
ICONS = {"place": "M8 1a5 5 0 0 0-5 5c0 4 5 9 5 9s5-5 5-9a5 5 0 0 0-5-5z", "phone": "M3 1h4l1 4-2 1c1 2 2 3 4 4l1-2 4 1v4c-7 1-13-5-12-12z",
         "mail": "M1 3h14v10H1z M1 3l7 6 7-6", "link": "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0 M2 8h12"}

BASE = """@page{size:%(paper)s;margin:%(margin)s}*{box-sizing:border-box}body{margin:0;font:%(size)s/1.38 %(font)s;color:#222}
h1{font-size:2.1em;margin:0;line-height:1.15}h2{font-size:1.12em;margin:1.1em 0 .35em;color:%(accent)s;break-after:avoid}h3{font-size:1em;margin:.7em 0 0;break-after:avoid}
p{margin:.15em 0}ul{margin:.2em 0 .4em;padding-left:1.25em}li{margin:.12em 0}.label{font-size:1.15em;color:%(accent)s}.row{display:flex;justify-content:space-between;gap:1.5em;break-after:avoid}
.when{white-space:nowrap;color:#555}.where{font-style:italic}.stack{font-size:.92em;color:#444}a{color:inherit;text-decoration:none}
"""
LAYOUT = {
    "onecol": "h2{border-bottom:1px solid %(accent)s}header{border-bottom:3px solid %(accent)s;padding-bottom:.5em}",
    "centred": "header{text-align:center}h2{text-align:center;letter-spacing:.35em;text-transform:uppercase;font-weight:normal;border-top:1px solid #999;padding-top:.5em}",
    "sidebar": "@page{margin:0}.page{display:grid;grid-template-columns:64mm 1fr;min-height:297mm}aside{background:%(accent)s;color:#fff;padding:12mm 7mm;-webkit-print-color-adjust:exact}"
               "aside h2{color:#fff;border-bottom:1px solid #fff8}aside .label,aside .when,aside .stack{color:inherit}main{padding:12mm 9mm}",
    "right": "@page{margin:11mm}.page{display:grid;grid-template-columns:1fr 58mm;gap:8mm}aside{border-left:2px solid %(accent)s;padding-left:5mm;font-size:.94em}",
    "margin": "table{border-collapse:collapse;width:100%%}td{vertical-align:top;padding:.15em 0 .5em}td.when{width:31mm;padding-right:4mm;text-align:right;font-size:.93em}td h3{margin:0}",
    "columns": ".flow{column-count:2;column-gap:9mm;column-fill:balance}.row{display:block}.when{display:block;font-size:.92em}",
    "icons": "header{display:flex;justify-content:space-between}.contact{font-size:.92em;text-align:right}svg{width:.85em;height:.85em;margin-right:.4em;fill:none;stroke:%(accent)s;stroke-width:1.6}"
             ".bar{display:inline-block;width:26mm;height:2.2mm;background:#ddd;border-radius:1mm}.bar i{display:block;height:100%%;background:%(accent)s;border-radius:1mm}"
             ".skill{display:flex;justify-content:space-between;width:62mm}h2::before{content:'';display:inline-block;width:3mm;height:3mm;border-radius:50%%;background:%(accent)s;margin-right:2mm}",
    "cards": ".entry{border:1px solid #ccc;border-left:4px solid %(accent)s;padding:2mm 4mm;margin:2.5mm 0;break-inside:avoid}.entry h3{margin:0}",
    "plain": "",
}


def skills(item, style):
    shape = style.get("skills", "grouped")
    if shape == "bars":
        rows = []
        for n, (_, _, keywords) in enumerate(item.groups):
            rows += [f'<div class="skill"><span>{e(k)}</span><span class="bar"><i style="width:{max(35, 95 - 14 * n - 5 * i)}%"></i></span></div>' for i, k in enumerate(keywords)]
        return "".join(rows)
    if shape == "table":
        return '<table class="grid">' + "".join(f"<tr><th align=left>{e(n)}</th><td>{e(', '.join(k))}</td></tr>" for n, _, k in item.groups) + "</table>"
    if shape == "each":
        return "<ul>" + "".join(f"<li>{e(k)}</li>" for k in skill_lines(item, "each")) + "</ul>"
    if shape == "grouped":
        return "".join(f"<p><b>{e(n)}:</b> {e(', '.join(k))}</p>" for n, _, k in item.groups)
    return "".join(f"<p>{e(l)}</p>" for l in skill_lines(item, shape))


def body(entry):
    out = f"<p>{e(entry.summary)}</p>" if entry.summary else ""
    if entry.bullets:
        out += "<ul>" + "".join(f"<li>{e(b)}</li>" for b in entry.bullets) + "</ul>"
    return out + (f'<p class="stack">{e(entry.stack)}</p>' if entry.stack else "")


def entry(item, style):
    first, second = head(item, style.get("titles", "title"))
    if item.same_employer:
        first, second = item.title, ""
    if style["layout"] == "margin":
        return f'<tr><td class="when">{e(item.dates)}</td><td><h3>{e(first)}</h3>' + (f'<p class="where">{e(second)}</p>' if second else "") + body(item) + "</td></tr>"
    when = f'<span class="when">{e(item.dates)}</span>'
    if style.get("dates_below"):
        return f'<div class="entry"><h3>{e(first)}</h3><p class="where">{e(second)}{" | " if second and item.dates else ""}{e(item.dates)}</p>{body(item)}</div>'
    if style.get("dates_first"):
        return f'<div class="entry"><p class="when">{e(item.dates)}</p><h3>{e(first)}</h3>' + (f'<p class="where">{e(second)}</p>' if second else "") + body(item) + "</div>"
    out = f'<div class="entry"><div class="row"><h3>{e(first)}</h3>{when}</div>'
    return out + (f'<p class="where">{e(second)}</p>' if second else "") + body(item) + "</div>"


def section(heading, items, style):
    if style.get("spaced"):
        heading = " ".join(heading.upper()).replace("   ", "   ")
    out, rows = [], []
    for item in items:
        if isinstance(item, Entry):
            rows.append(entry(item, style))
        elif isinstance(item, Skills):
            out.append(skills(item, style))
        elif isinstance(item, Para):
            out.append(f"<p>{e(item.text)}</p>")
        elif isinstance(item, Line):
            out.append(f"<p>{e(item.text)}{', ' + e(item.date) if item.date else ''}</p>")
    if rows and style["layout"] == "margin":
        rows = ["<table>" + "".join(rows) + "</table>"]
    return f"<section><h2>{e(heading)}</h2>{''.join(out + rows)}</section>"


def contact_words(sheet, style):
    out = []
    for kind, words in sheet.contact:
        shown = e(words)
        if kind == "mail":
            shown = f'<a href="mailto:{shown}">{shown}</a>'
        if style["layout"] == "icons":
            shown = f'<svg viewBox="0 0 16 16"><path d="{ICONS[kind]}"/></svg>' + shown
        out.append(shown)
    return out


def page(sheet, style):
    """A whole HTML document. style: layout, font, size, accent, paper, margin, skills, titles, spaced, dates_below, dates_first, aside."""
    look = dict(font=FONTS[style.get("font", "sans")], size=style.get("size", "10.2pt"), accent=style.get("accent", "#1f4e79"), paper=style.get("paper", "A4"), margin=style.get("margin", "16mm 17mm"))
    css = (BASE + LAYOUT[style["layout"]] + style.get("css", "").replace("%", "%%")) % look
    words = contact_words(sheet, style)
    title = f"<h1>{e(sheet.name)}</h1>" + (f'<p class="label">{e(sheet.label)}</p>' if sheet.label else "")
    if style["layout"] in ("sidebar", "right"):
        aside_keys = style["aside"]
        aside = [s for s in sheet.sections if s[0] in aside_keys]
        main = [s for s in sheet.sections if s[0] not in aside_keys]
        contact = f"<h2>{e(style.get('contact', 'Contact'))}</h2>" + "".join(f"<p>{w}</p>" for w in words)
        draw = lambda part: "".join(section(h, items, style) for h, items in part)
        inside = f'<div class="page"><aside>{title if style["layout"] == "sidebar" else ""}{contact}{draw(aside)}</aside><main>{title if style["layout"] != "sidebar" else ""}{draw(main)}</main></div>'
        if style["layout"] == "right":
            inside = f'<div class="page"><main>{title}{draw(main)}</main><aside>{contact}{draw(aside)}</aside></div>'
    else:
        sep = "<br>" if style["layout"] == "icons" else " &nbsp;|&nbsp; "
        contact = f'<p class="contact">{sep.join(words)}</p>'
        parts = "".join(section(h, items, style) for h, items in sheet.sections)
        inside = f'<header><div>{title}</div>{contact}</header><div class="flow">{parts}</div>'
    return f'<!DOCTYPE html>\n<html lang="{sheet.lang}"><head><meta charset="utf-8"><title>{e(sheet.name)}</title><style>{css}</style></head>\n<body>{inside}</body></html>\n'
