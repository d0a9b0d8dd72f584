"""Resumes as plain text, Markdown, and groff (ms) source."""
import textwrap

from sheet import Entry, Line, Para, Skills, head, skill_lines


def lines(sheet, style):
    """Paragraphs of a resume as (kind, words): name, label, contact, heading, title, place, dates, para, bullet, stack."""
    yield "name", sheet.name
    if sheet.label:
        yield "label", sheet.label
    for _, words in sheet.contact:
        yield "contact", words
    for heading, items in sheet.sections:
        yield "heading", heading
        for item in items:
            if isinstance(item, Entry):
                first, second = head(item, style.get("titles", "title"))
                if item.same_employer:
                    first, second = item.title, ""
                yield "title", (first, second, item.dates)
                if item.summary:
                    yield "para", item.summary
                for b in item.bullets:
                    yield "bullet", b
                if item.stack:
                    yield "stack", item.stack
            elif isinstance(item, Skills):
                for l in skill_lines(item, style.get("skills", "grouped")):
                    yield "bullet" if style.get("skills") == "each" else "line", l
            elif isinstance(item, Para):
                yield "para", item.text
            elif isinstance(item, Line):
                yield "line", item.text + (", " + item.date if item.date else "")


def plain(sheet, style):
    """layout wrapped: 76 columns, ruled headings; long: one line a paragraph; running: one paragraph a role, no bullets; lost: one line."""
    layout, out = style["layout"], []
    width = 76 if layout == "wrapped" else 10000
    mark = style.get("bullet", "-")
    contact = [w for k, w in lines(sheet, style) if k == "contact"]
    for kind, words in lines(sheet, style):
        if kind == "name":
            out.append(words.upper() if style.get("caps") else words)
        elif kind == "label":
            out.append(words)
        elif kind == "contact":
            if contact:
                out += ([" | ".join(contact)] if style.get("oneline") or layout in ("running", "lost") else contact) + [""]
                contact = []
        elif kind == "heading":
            shown = words.upper() if style.get("caps") else words
            if style.get("spaced"):
                shown = " ".join(words.upper())
            out += ["", shown] + ([style["rule"] * len(shown)] if style.get("rule") else [])
        elif kind == "title":
            first, second, dates = words
            if layout in ("running", "lost"):
                out.append(", ".join(x for x in (first, second, dates) if x) + ".")
            elif style.get("dates_left"):
                out += ["", f"{dates:<20}  {first}"] + ([" " * 22 + second] if second else [])
            elif style.get("oneline_roles"):
                out += ["", " | ".join(x for x in (first, second, dates) if x)]
            else:
                out += ["", first + (f" ({dates})" if dates else "")] + ([second] if second else [])
        elif kind == "bullet":
            if layout == "lost":
                out.append(words)
            elif layout == "running":  # the sentences of a role follow its line in one paragraph
                out[-1] += " " + words
            else:
                out += textwrap.wrap(words, width, initial_indent=f"  {mark} ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
        else:
            out += textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
    if layout == "lost":  # the line breaks are gone altogether, as after pasting into a form
        return " ".join(w for w in " ".join(out).split() if w) + "\n"
    return "\n".join(out).strip() + "\n"


def markdown(sheet, style):
    out, before = [], ""
    for kind, words in lines(sheet, style):
        if kind in ("bullet", "contact", "stack", "line") and before != kind:
            out.append("")
        if kind == "name":
            out.append(f"# {words}")
        elif kind == "label":
            out += ["", f"**{words}**"]
        elif kind == "contact":
            out.append(f"- <{words}>" if "@" in words else f"- {words}")
        elif kind == "heading":
            out += ["", f"## {words}"]
        elif kind == "title":
            first, second, dates = words
            out += ["", f"### {first}" + (f" — {second}" if second and style.get("oneline_roles") else "")]
            if second and not style.get("oneline_roles"):
                out += ["", f"**{second}**" + (f" | *{dates}*" if dates else "")]
            elif dates:
                out += ["", f"*{dates}*"]
        elif kind == "bullet":
            out.append(f"* {words}")
        elif kind == "stack":
            out.append("_" + words.replace("*", r"\*") + "_")
        elif kind == "line":
            name, colon, rest = words.partition(": ")
            out.append(f"- **{name}**: {rest}" if colon else words)
        else:
            out += ["", words]
        before = kind
    return "\n".join(out).strip() + "\n"


def roff(words):
    words = words.replace("\\", "\\e").replace("’", "\\(cq").replace("“", "\\(lq").replace("”", "\\(rq").replace("–", "\\(en")
    return "\\&" + words if words[:1] in ".'" else words


def groff(sheet, style):
    """Source for groff -ms (with preconv): one column with a name block, or two columns."""
    out = [".nr PS 10", ".nr VS 12.5", ".nr LL 6.6i", ".nr PO 0.95i", ".nr HM 0.8i", ".nr FM 0.8i", ".ds CH", ".ds CF" + (" \\\\n[PN]" if style.get("numbered") else ""), ".nr PD 3p",
           ".fam " + style.get("family", "T"), ".ad l", ".hy 0"]
    contact = [roff(w) for k, w in lines(sheet, style) if k == "contact"]
    for kind, words in lines(sheet, style):
        if kind == "name":
            out += [".LP", ".ce 99", f"\\s+8\\fB{roff(words)}\\fP\\s-8", ".br"]
        elif kind == "label":
            out += [roff(words), ".br"]
        elif kind == "contact":
            if contact:
                out += ["  \\(bu  ".join(contact), ".ce 0", ".sp 0.3"] + ([".2C"] if style["layout"] == "two" else [])
                contact = []
        elif kind == "heading":
            out += [".SH", f"{roff(words.upper() if style.get('caps') else words)}"]
        elif kind == "title":
            first, second, dates = words
            if style["layout"] == "two":
                out += [".LP", ".ne 3", f"\\fB{roff(first)}\\fP", ".br"] + ([f"\\fI{roff(second)}\\fP", ".br"] if second else []) + [roff(dates), ".br"]
            else:
                out += [".LP", ".ne 3", ".ta \\n[.l]uR", f"\\fB{roff(first)}\\fP\t{roff(dates)}", ".br"] + ([f"\\fI{roff(second)}\\fP", ".br"] if second else [])
        elif kind == "bullet":
            out += [".IP \\(bu 0.17i", roff(words)]
        elif kind == "stack":
            out += [".LP", roff(words)]
        else:
            out += [".LP", roff(words)]
    return "\n".join(out) + "\n"
