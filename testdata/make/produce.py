"""Runs the producers (LibreOffice, Chromium, LaTeX, groff, Ghostscript) and takes the clock out of what they write."""
import os
import re
import shutil
import subprocess
import tempfile
import zipfile

EPOCH = "1793520000"  # 2026-11-01 08:00 UTC, the day on which all of these people wrote their resumes
ENV = dict(os.environ, SOURCE_DATE_EPOCH=EPOCH, FORCE_SOURCE_DATE="1", TZ="UTC", LC_ALL="C.UTF-8")


def run(*words, cwd=None, stdin=None):
    """Runs a tool; its standard output is returned, its complaints are raised."""
    done = subprocess.run(words, cwd=cwd, input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENV, timeout=300)
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: exit status {done.returncode}\n{(done.stderr or done.stdout).decode(errors='replace')[-2000:]}")
    return done.stdout


def still(data):
    """PDF bytes with dates and random identifiers replaced by fixed ones of the same length, so that no offset moves."""
    fixed = b"20261101080000"
    data = re.sub(rb"\(D:(\d{14})", lambda m: b"(D:" + fixed, data)
    data = re.sub(rb"(/ID\s*\[\s*)<([0-9A-Fa-f]+)>(\s*)<([0-9A-Fa-f]+)>", lambda m: m[1] + b"<" + b"0" * len(m[2]) + b">" + m[3] + b"<" + b"0" * len(m[4]) + b">", data)
    data = re.sub(rb"(/DocChecksum\s*/)([0-9A-F]{32})", lambda m: m[1] + b"0" * 32, data)
    data = re.sub(rb"(<xmp:(?:Create|Modify|Metadata)Date>)(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)", lambda m: m[1] + b"2026-11-01T08:00:00", data)
    return re.sub(rb"uuid:[0-9a-f]{8}-[0-9a-f-]{27}", lambda m: b"uuid:" + b"0" * (len(m[0]) - 5), data)


def still_zip(path):
    """Writes a DOCX or ODT again with fixed times; the order of the entries stays."""
    with zipfile.ZipFile(path) as z:
        entries = [(i.filename, z.read(i), i.compress_type) for i in z.infolist()]
    with zipfile.ZipFile(path, "w") as z:
        for name, data, how in entries:
            if name.endswith("Thumbnails/thumbnail.png") or name.startswith("Configurations2/"):
                continue
            if name == "META-INF/manifest.xml":
                data = re.sub(rb'\s*<manifest:file-entry manifest:full-path="(Thumbnails/thumbnail.png|Configurations2/[^"]*)"[^>]*/>', b"", data)
            if name in ("docProps/core.xml", "meta.xml"):
                data = re.sub(rb">\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z?<", b">2026-11-01T08:00:00Z<" if name.startswith("doc") else b">2026-11-01T08:00:00<", data)
                data = re.sub(rb"<meta:editing-duration>[^<]*<", b"<meta:editing-duration>PT0S<", data)
            if name == "content.xml":  # names of lists are drawn at random; number them instead
                numbers = {}
                data = re.sub(rb"\blist\d{6,}", lambda m: numbers.setdefault(m[0], b"list%d" % (len(numbers) + 1)), data)
            if name == "settings.xml":
                data = re.sub(rb'(config:name="Rsid(?:Root)?"[^>]*>)\d+', rb"\g<1>1", data)
            info = zipfile.ZipInfo(name, (2026, 11, 1, 8, 0, 0))
            info.compress_type, info.external_attr = how, 0o644 << 16
            z.writestr(info, data)


def still_rtf(path):
    with open(path, "rb") as f:
        data = f.read()
    data = re.sub(rb"\\(creatim|revtim|printim)\\yr\d+\\mo\d+\\dy\d+\\hr\d+\\min\d+", rb"\\\1\\yr2026\\mo11\\dy1\\hr8\\min0", data)
    with open(path, "wb") as f:
        f.write(data)


class Shop:
    """One temporary folder with the profiles of LibreOffice and Chromium; use as a context."""

    def __enter__(self):
        self.dir = tempfile.mkdtemp(prefix="shortlist-testdata-")
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir, ignore_errors=True)

    def write(self, name, words):
        path = os.path.join(self.dir, name)
        with open(path, "w", encoding="utf-8") as f:
            f.write(words)
        return path

    def office(self, source, kind, out):
        """Converts a .fodt or .html file to kind (docx, odt, rtf, pdf, doc)."""
        into = os.path.join(self.dir, "office")
        os.makedirs(into, exist_ok=True)
        target = {"docx": "docx:MS Word 2007 XML", "odt": "odt:writer8", "rtf": "rtf:Rich Text Format", "pdf": "pdf:writer_pdf_Export"}[kind]
        infilter = ["--infilter=HTML (StarWriter)"] if source.endswith(".html") else []
        run("soffice", f"-env:UserInstallation=file://{self.dir}/profile", "--headless", "--norestore", *infilter, "--convert-to", target, "--outdir", into, source)
        made = os.path.join(into, os.path.splitext(os.path.basename(source))[0] + "." + kind)
        if kind in ("docx", "odt"):
            still_zip(made)
        elif kind == "rtf":
            still_rtf(made)
        self.keep(made, out)

    def chromium(self, source, out):
        made = os.path.join(self.dir, "page.pdf")
        profile = tempfile.mkdtemp(dir=self.dir)
        run("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run", f"--user-data-dir={profile}",
            "--no-pdf-header-footer", f"--print-to-pdf={made}", "file://" + source)
        shutil.rmtree(profile, ignore_errors=True)
        self.keep(made, out)

    def latex(self, engine, source, out):
        for _ in range(2):
            run(engine, "-interaction=nonstopmode", "-halt-on-error", os.path.basename(source), cwd=self.dir)
        self.keep(source[:-4] + ".pdf", out)

    def groff(self, source, out, device="pdf"):
        with open(source, "rb") as f:
            data = run("groff", "-k", "-ms", "-T" + device, stdin=f.read())
        made = os.path.join(self.dir, "groff.pdf")
        if device == "ps":
            ps = os.path.join(self.dir, "groff.ps")
            with open(ps, "wb") as f:
                f.write(data)
            run("ps2pdf", ps, made)
        else:
            with open(made, "wb") as f:
                f.write(data)
        self.keep(made, out)

    def keep(self, made, out):
        with open(made, "rb") as f:
            data = f.read()
        os.remove(made)
        with open(out, "wb") as f:
            f.write(still(data) if out.endswith(".pdf") else data)


def scan(shop, pdf, page=1, dpi=100):
    """A page of a PDF as (JPEG bytes, width, height in pixels, number of colours), as a scanner gives it."""
    run("pdftoppm", "-r", str(dpi), "-gray", "-jpeg", "-jpegopt", "quality=55", "-f", str(page), "-l", str(page), "-singlefile", pdf, os.path.join(shop.dir, "scan"))
    path = os.path.join(shop.dir, "scan.jpg")
    with open(path, "rb") as f:
        data = f.read()
    os.remove(path)
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):  # find the frame header, which holds the size
        at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
    return data, int.from_bytes(data[at + 7:at + 9], "big"), int.from_bytes(data[at + 5:at + 7], "big"), data[at + 9]


def pdf(objects):
    """A PDF file of the given objects (bytes; number 1 is the catalogue), with a classic cross-reference table."""
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % p for p in places)
    return bytes(out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def stream(data, words=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (words, len(data), data)


def image_pdf(pictures):
    """A PDF whose pages are pictures [(jpeg, width, height, colours)] and nothing else."""
    kids = [3 + 3 * i for i in range(len(pictures))]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % k for k in kids))]
    for k, (data, w, h, colours) in zip(kids, pictures):
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /XObject << /Im %d 0 R >> >> /Contents %d 0 R >>" % (k + 2, k + 1))
        objects.append(stream(b"q 612 0 0 792 0 0 cm /Im Do Q"))
        objects.append(stream(data, b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /%s /BitsPerComponent 8 /Filter /DCTDecode" % (w, h, b"DeviceGray" if colours == 1 else b"DeviceRGB")))
    return pdf(objects)
