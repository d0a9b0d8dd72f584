#!/usr/bin/env python3
"""render.py [WORD…]: renders the people of ../people into ../resumes by plan.py and writes ../manifest.json.

With WORDs only the files whose name holds one of them are rendered again (the manifest is always whole).
"""
import json
import os
import sys

import office
import others
import pages
import tex
import text
from plan import PLAN
from produce import Shop
from sheet import load, sheet

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
PRODUCER = {"chromium": "Chromium", "office": "LibreOffice", "html-by-office": "HTML by LibreOffice", "groff": "groff", "text": "text"}


def output(person, name):
    stem, ending = os.path.splitext(name)
    plain = "/" not in name and " " not in name
    return f"{person}.{name}" if plain else name


def render(shop, truth, producer, style, out):
    one, stem = sheet(truth, style), os.path.join(shop.dir, "page")
    kind = out.rsplit(".", 1)[1]
    if producer == "chromium":
        shop.chromium(shop.write("page.html", pages.page(one, style)), out)
    elif producer == "html-by-office":
        shop.office(shop.write("page.html", pages.page(one, style)), kind, out)
    elif producer == "office":
        shop.office(shop.write("page.fodt", office.document(one, style)), kind, out)
    elif producer == "latex":
        shop.latex(style["engine"], shop.write("page.tex", tex.source(one, style)), out)
    elif producer == "groff":
        shop.groff(shop.write("page.ms", text.groff(one, style)), out, style["device"])
    else:
        if style["kind"] == "json":
            words = json.dumps({k: v for k, v in truth.items() if not k.startswith("x-")}, ensure_ascii=False, indent=2) + "\n"
        else:
            words = {"txt": text.plain, "md": text.markdown, "html": pages.page}[style["kind"]](one, style)
        with open(out, "w", encoding="utf-8") as f:
            f.write(words)
    return one


def main():
    wanted, rows = sys.argv[1:], []
    with Shop() as shop:
        for person, name, producer, style in PLAN:
            truth = load(os.path.join(ROOT, "people", person + ".json"))
            file = output(person, name)
            path = os.path.join(ROOT, "resumes", file)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if not wanted or any(w in file for w in wanted):
                render(shop, truth, producer, style, path)
                print(file, os.path.getsize(path), flush=True)
            made_by = style.get("engine") or PRODUCER[producer] + (" and Ghostscript" if style.get("device") == "ps" else "")
            rows.append({"file": file, "person": person, "state": "read", "layout": style.get("layout", style.get("kind")), "producer": made_by, "dates": style.get("dates", "short"),
                         "unseen": sheet(truth, style).unseen if style.get("kind") != "json" else []})
        rows += others.render(shop, os.path.join(ROOT, "resumes"), wanted)
    with open(os.path.join(ROOT, "manifest.json"), "w", encoding="utf-8") as f:
        json.dump({"as_of": "2026-11-01", "files": rows}, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()
