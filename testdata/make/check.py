#!/usr/bin/env python3
"""check.py: looks for every name, employer, title, sentence and skill of the truth in the text of each rendered resume, as other tools read it.

PDF by pdftotext, RTF by LibreOffice, DOCX and ODT by their XML; letters and digits only are compared, since lines break and hyphens come and go.
Exit status 1 with a list of what is missing.
"""
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from html import unescape

from produce import Shop, run
from sheet import load

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def squeeze(words):
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words.replace("\u2010", "-")).casefold())


def read(shop, path):
    kind = path.rsplit(".", 1)[1]
    if kind == "pdf":
        return [subprocess.run(["pdftotext", *how, path, "-"], capture_output=True, check=True).stdout.decode() for how in ([], ["-raw"])]
    if kind in ("docx", "odt"):
        with zipfile.ZipFile(path) as z:
            names = [n for n in z.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml|content\.xml|styles\.xml", n)]
            return ["".join(unescape(re.sub(r"<[^>]+>", "", z.read(n).decode())) for n in names)]
    if kind == "rtf":
        run("soffice", f"-env:UserInstallation=file://{shop.dir}/profile", "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", shop.dir, path)
        with open(os.path.join(shop.dir, os.path.basename(path)[:-4] + ".txt"), encoding="utf-8-sig") as f:
            return [f.read()]
    with open(path, encoding="utf-8") as f:
        words = f.read()
    return [unescape(re.sub(r"<style>.*?</style>|<[^>@]+>", " ", words, flags=re.S)) if kind == "html" else words]


def expected(truth, unseen):
    yield truth["basics"]["name"]
    yield truth["basics"]["email"]
    if "basics.phone" not in unseen:
        yield truth["basics"]["phone"]
    yield truth["basics"].get("summary", "")
    for job in truth["work"]:
        yield from (job["position"], job["name"], *job.get("highlights", []), *job.get("x-shortlist", {}).get("keywords", []))
    for one in truth["education"]:
        yield from (one["institution"], one.get("area", ""))
    for group in truth["skills"]:
        yield from group["keywords"]
    for key, names in (("certificates", ("name",)), ("publications", ("name",)), ("projects", ("name", "description")), ("volunteer", ("organization", "position")), ("languages", ("language",))):
        if key not in unseen:
            yield from (one.get(n, "") for one in truth.get(key, []) for n in names)


def main():
    bad = 0
    with open(os.path.join(ROOT, "manifest.json"), encoding="utf-8") as f:
        rows = json.load(f)["files"]
    with Shop() as shop:
        for row in rows:
            if row["state"] != "read" or row["file"].endswith(".json"):
                continue
            texts = [squeeze(t) for t in read(shop, os.path.join(ROOT, "resumes", row["file"]))]
            truth = load(os.path.join(ROOT, "people", row["person"] + ".json"))
            for words in expected(truth, row["unseen"]):
                if not any(squeeze(words) in t for t in texts):
                    bad += 1
                    print(f"{row['file']}: not found: {words}")
    print(f"{len(rows)} files, {bad} things not found")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
