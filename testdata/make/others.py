"""What else lies in a folder of resumes: a job ad, a cover letter, minutes, a scan without text, a file cut off by a bad upload."""
import os

import office
import pages
from produce import image_pdf, scan
from sheet import Entry, Line, Para, Sheet

JOB_AD = Sheet("Senior Backend Engineer (m/f/x)", "Foxglove Parcels, Columbus, Ohio", [("mail", "jobs@foxgloveparcels.example.com")], [
    ("About us", [Para("Foxglove Parcels moves two million boxes a night. We are 140 people, forty of them in engineering, and we are looking for a colleague who likes reliable systems.")]),
    ("About the job", [Para("You will join the routing team and report to the head of engineering. The team owns nine services written in Go and Java and the PostgreSQL databases behind them.")]),
    ("Your responsibilities", [Entry("", "", bullets=["Design and build REST and gRPC services for routing and pricing.", "Lead the move of the remaining batch jobs to Kafka.", "Mentor junior developers and take part in code reviews.",
                                                     "Work with product managers and DevOps on deployment pipelines."])]),
    ("What you bring", [Entry("", "", bullets=["5+ years of experience with Java, Go or Kotlin.", "Strong knowledge of SQL, PostgreSQL and Redis.", "Experience with Docker, Kubernetes and AWS is required.", "Nice to have: Terraform, GraphQL, Elasticsearch.",
                                              "A degree in computer science or the equivalent experience."])]),
    ("What we offer", [Entry("", "", bullets=["Thirty days of holiday, a bicycle, fruit.", "Salary between 120,000 and 150,000 dollars."])]),
    ("How to apply", [Para("Send your resume to the address above. Foxglove Parcels is an equal opportunity employer.")]),
], "en", [])

LETTER = Sheet("Priya Raghunathan", "", [("place", "San Jose, US"), ("mail", "priya.raghunathan@example.com")], [
    ("Application for Senior Backend Engineer", [
        Para("San Jose, 28 October 2026"), Para("Dear hiring team,"),
        Para("I am writing to apply for the position of Senior Backend Engineer that you advertised last week. Your description of the routing team reminded me of the scheduling module that I look after at Lanternfish Health, "
             "and I would love to bring what I learned there about Django, PostgreSQL and RabbitMQ."),
        Para("In my current job I often sit between clinics and developers. I enjoy that, and I would be glad to tell you how we brought a report from forty-eight seconds down to three. I have not worked with Go so far, but I am reading my way into it."),
        Para("Please find my resume attached. I am available for a conversation on any weekday after ten and look forward to hearing from you."), Para("Yours sincerely,"), Para("Priya Raghunathan")])], "en", [])

MINUTES = """# Hiring sync, 21 October

Present: Marta, Ken, Oyelaran. Absent with apologies: Silvia.

- Two seats for the routing team are approved, one backend (Go or Java), one full-stack (React and Node.js).
- Ken posts the ad on Friday. Marta reads the first twenty resumes.
- Open question: do we need Kubernetes from day one? No. Docker and some SQL will do.
- Next meeting: 4 November, room Heron.

| task | who | until |
| --- | --- | --- |
| job ad | Ken | Fri |
| interview questions | Marta | Tue |
| laptop order | Oyelaran | Mon |
"""


def render(shop, folder, wanted):
    """Writes these files into folder (only those wanted, if any are named) and returns their rows of the manifest."""
    def want(name):
        return not wanted or any(w in name for w in wanted)

    def at(name):
        return os.path.join(folder, name)

    def unreadable(name):
        return os.path.join(os.path.dirname(folder), "unreadable", name)

    if want("job-ad.pdf"):
        shop.chromium(shop.write("ad.html", pages.page(JOB_AD, dict(layout="onecol", paper="Letter", accent="#9c4221"))), at("job-ad.pdf"))
    if want("cover-letter.docx"):
        shop.office(shop.write("letter.fodt", office.document(LETTER, dict(layout="styled", font="Liberation Serif", size="11pt"))), "docx", at("cover-letter.docx"))
    if want("hiring-sync.md"):
        with open(at("hiring-sync.md"), "w", encoding="utf-8") as f:
            f.write(MINUTES)
    if want("scan.pdf"):
        with open(unreadable("camila-duarte.scan.pdf"), "wb") as f:
            f.write(image_pdf([scan(shop, at("camila-duarte.right.pdf"))]))
    if want("cut-off.pdf"):  # an upload that stopped before the first whole stream
        with open(at("rosa-villanueva.onecol.pdf"), "rb") as f:
            whole = f.read()
        with open(unreadable("rosa-villanueva.cut-off.pdf"), "wb") as f:
            f.write(whole[:whole.index(b"stream\n") + 120])
    none = dict(layout="", dates="", unseen=[])
    return [dict(file="job-ad.pdf", person="", state="not-a-resume", producer="Chromium", **none),
            dict(file="cover-letter.docx", person="", state="not-a-resume", producer="LibreOffice", **none),
            dict(file="hiring-sync.md", person="", state="not-a-resume", producer="text", **none),
            dict(file="../unreadable/camila-duarte.scan.pdf", person="camila-duarte", state="unreadable", producer="pdftoppm", **none),
            dict(file="../unreadable/rosa-villanueva.cut-off.pdf", person="rosa-villanueva", state="unreadable", producer="Chromium, cut off", **none)]
