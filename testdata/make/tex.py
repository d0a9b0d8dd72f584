"""Resumes as LaTeX source: an article with dates on the right, a two-column page, a banking-like flat style."""
from sheet import Entry, Line, Para, Skills, head, skill_lines

SPECIAL = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def t(words):
    return "".join(SPECIAL.get(c, c) for c in words).replace("–", "--").replace("’", "'").replace("“", "``").replace("”", "''")


PDFLATEX = r"""\documentclass[%(size)s,letterpaper]{article}
\pdfinfoomitdate=1 \pdftrailerid{} \pdfsuppressptexinfo=-1
\usepackage[utf8]{inputenc}\usepackage[T1]{fontenc}\usepackage{%(font)s}%(family)s
"""
XELATEX = r"""\documentclass[%(size)s,a4paper]{article}
\usepackage{fontspec}\setmainfont{%(font)s}
"""
COMMON = r"""\usepackage[margin=%(margin)s]{geometry}\usepackage{enumitem,titlesec,xcolor,multicol,array,tabularx}
\usepackage[hidelinks]{hyperref}
\definecolor{accent}{HTML}{%(accent)s}
\pagestyle{%(pages)s}\setlength{\parindent}{0pt}\setlength{\parskip}{2pt}
\setlist[itemize]{leftmargin=1.3em,itemsep=1pt,topsep=2pt,parsep=0pt}
\titleformat{\section}{%(heading)s}{}{0pt}{}[%(rule)s]\titlespacing*{\section}{0pt}{9pt}{4pt}
"""
HEADING = {"bold": r"\large\bfseries\color{accent}", "caps": r"\large\scshape\color{accent}", "flat": r"\bfseries"}


def under(item):
    out = t(item.summary) + "\n\n" if item.summary else ""
    if item.bullets:
        out += "\\begin{itemize}\n" + "".join(f"\\item {t(b)}\n" for b in item.bullets) + "\\end{itemize}\n"
    return out + (f"{{\\small {t(item.stack)}}}\n\n" if item.stack else "")


def entry(item, style):
    first, second = head(item, style.get("titles", "title"))
    if item.same_employer:
        first, second = item.title, ""
    if style["layout"] == "margin":
        return f"\\noindent\\begin{{minipage}}[t]{{0.19\\textwidth}}\\raggedright\\small {t(item.dates)}\\end{{minipage}}\\hfill\\begin{{minipage}}[t]{{0.79\\textwidth}}\n\\textbf{{{t(first)}}}" + \
            (f"\\\\\\textit{{{t(second)}}}" if second else "") + f"\n\n{under(item)}\\end{{minipage}}\\par\\vspace{{4pt}}\n"
    if style["layout"] == "columns":
        return f"\\textbf{{{t(first)}}}\n\n" + (f"\\textit{{{t(second)}}}\n\n" if second else "") + (f"{t(item.dates)}\n\n" if item.dates else "") + under(item)
    if style["layout"] == "four":  # employer and place above, title and dates below
        return f"\\textbf{{{t(item.employer or item.title)}}}\\hfill {t(item.location)}\\\\\n" + (f"\\textit{{{t(item.title)}}}" if item.employer else "") + f"\\hfill\\textit{{{t(item.dates)}}}\n\n" + under(item)
    return f"\\textbf{{{t(first)}}}\\hfill {t(item.dates)}\n\n" + (f"\\textit{{{t(second)}}}\n\n" if second else "") + under(item)


def section(heading, items, style):
    shown = heading.upper() if style.get("heading") == "flat" else heading
    out = f"\\section*{{{t(shown)}}}\n"
    for item in items:
        if isinstance(item, Entry):
            out += entry(item, style)
        elif isinstance(item, Skills):
            shape = style.get("skills", "grouped")
            if shape == "table":
                out += "\\begin{tabularx}{\\linewidth}{@{}>{\\bfseries}l X@{}}\n" + "".join(f"{t(n)} & {t(', '.join(k))}\\\\\n" for n, _, k in item.groups) + "\\end{tabularx}\n\n"
            elif shape == "grouped":
                out += "".join(f"\\textbf{{{t(n)}:}} {t(', '.join(k))}\n\n" for n, _, k in item.groups)
            else:
                out += "".join(t(l) + "\n\n" for l in skill_lines(item, shape)).replace("·", r"\textperiodcentered{}")
        elif isinstance(item, Para):
            out += t(item.text) + "\n\n"
        elif isinstance(item, Line):
            out += t(item.text).replace("·", r"\textperiodcentered{}") + (f"\\hfill {t(item.date)}" if item.date else "") + "\n\n"
    return out


def source(sheet, style):
    """LaTeX source. style: engine (pdflatex, xelatex), layout (article, margin, columns, four), font, size, heading, rule, numbered."""
    look = dict(size=style.get("size", "10pt"), font=style.get("font", "lmodern"), margin=style.get("margin", "18mm"), accent=style.get("accent", "1f3a5f").lstrip("#").upper(),
                pages="plain" if style.get("numbered") else "empty", heading=HEADING[style.get("heading", "bold")], rule=r"\titlerule" if style.get("rule", True) else "", family=r"\renewcommand{\familydefault}{\sfdefault}" if style.get("sans") else "")
    out = (XELATEX if style["engine"] == "xelatex" else PDFLATEX) % look + COMMON % look + "\\begin{document}\n"
    contact = " \\textbar{} ".join(f"\\href{{mailto:{w}}}{{{t(w)}}}" if k == "mail" else t(w) for k, w in sheet.contact)
    out += f"\\begin{{center}}{{\\LARGE\\bfseries {t(sheet.name)}}}\\\\[3pt]" + (f"{{\\large {t(sheet.label)}}}\\\\[2pt]" if sheet.label else "") + f"{{\\small {contact}}}\\end{{center}}\n"
    parts = [section(h, items, style) for h, items in sheet.sections]
    if style["layout"] == "columns":
        out += "\\begin{multicols}{2}\\raggedright\n" + "".join(parts) + "\\end{multicols}\n"
    else:
        out += "".join(parts)
    return out + "\\end{document}\n"
