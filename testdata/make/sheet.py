"""Turns a person (JSON Resume) into a Sheet: the words of one resume in reading order, before any layout.

A Sheet holds `name`, `label`, `contact` (list of (kind, words)) and `sections` (list of (heading, items)). An item is a
Para, a Line, a Skills or an Entry. A style (see plan.py) says how dates, headings, skills and titles are written.
"""
import json
from dataclasses import dataclass, field

MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(),
}
PRESENT = {"en": "Present", "de": "heute", "fr": "aujourd’hui", "es": "actualidad"}
HEADINGS = {
    "en": {
        "plain": dict(summary="Summary", work="Experience", education="Education", skills="Skills", projects="Projects", certificates="Certifications",
                      publications="Publications", volunteer="Volunteering", languages="Languages", interests="Interests"),
        "formal": dict(summary="Professional Profile", work="Professional Experience", education="Education and Training", skills="Technical Skills", projects="Selected Projects",
                       certificates="Licenses & Certifications", publications="Publications and Talks", volunteer="Volunteer Work", languages="Spoken Languages", interests="Interests"),
        "odd": dict(summary="In short", work="Where I've worked", education="Where I learned", skills="Toolbox", projects="Things I made", certificates="Papers",
                    publications="Written", volunteer="Giving back", languages="I speak", interests="Away from the desk"),
        "history": dict(summary="Objective", work="Employment History", education="Academic Background", skills="Core Competencies", projects="Personal Projects",
                        certificates="Certificates", publications="Publications", volunteer="Community", languages="Languages", interests="Hobbies"),
    },
    "de": {"plain": dict(summary="Profil", work="Berufserfahrung", education="Ausbildung", skills="Kenntnisse", projects="Projekte", certificates="Zertifikate",
                         publications="Veröffentlichungen", volunteer="Ehrenamt", languages="Sprachen", interests="Interessen")},
    "fr": {"plain": dict(summary="Profil", work="Expérience professionnelle", education="Formation", skills="Compétences", projects="Projets", certificates="Certifications",
                         publications="Publications", volunteer="Bénévolat", languages="Langues", interests="Centres d’intérêt")},
    "es": {"plain": dict(summary="Perfil", work="Experiencia laboral", education="Formación", skills="Conocimientos", projects="Proyectos", certificates="Certificados",
                         publications="Publicaciones", volunteer="Voluntariado", languages="Idiomas", interests="Intereses")},
}
ORDERS = {
    "work-first": "summary work projects education skills certificates publications volunteer languages interests".split(),
    "skills-first": "summary skills work projects volunteer education certificates publications languages interests".split(),
    "education-first": "summary education work volunteer projects skills certificates publications languages interests".split(),
}


@dataclass
class Para:
    text: str


@dataclass
class Line:
    text: str
    date: str = ""


@dataclass
class Skills:
    groups: list  # of (name, level, [keyword])


@dataclass
class Entry:
    title: str
    employer: str
    location: str = ""
    dates: str = ""
    summary: str = ""
    bullets: list = field(default_factory=list)
    stack: str = ""          # a "Stack: a, b" line, ready to print
    same_employer: bool = False  # stands under the employer of the entry before it


@dataclass
class Sheet:
    name: str
    label: str
    contact: list
    sections: list
    lang: str
    unseen: list


def load(path):
    with open(path, encoding="utf-8") as f:
        return json.load(f)


def month(day, how, lang):
    """One date as printed: `day` is YYYY or YYYY-MM, `how` one of long, short, slash, iso, tick, dot, year."""
    if len(day) == 4 or how == "year":
        return day[:4]
    year, number = day[:4], int(day[5:7])
    name = MONTHS[lang][number - 1]
    if how == "long":
        return f"{name} de {year}" if lang == "es" else f"{name} {year}"
    if how == "short":
        return f"{name if len(name) <= 4 else name[:3]}{'.' if lang != 'en' and len(name) > 4 else ''} {year}"
    if how == "tick":
        return f"{name[:3]} ’{year[2:]}"
    return {"slash": f"{number:02}/{year}", "iso": day, "dot": f"{number:02}.{year}"}[how]


def span(item, style, lang):
    """The dates of a role or of studies, as printed."""
    start, end = item.get("startDate", ""), item.get("endDate", "")
    how, between = style.get("dates", "short"), style.get("between", " – ")
    now = style.get("present", PRESENT[lang]) if lang == "en" else PRESENT[lang]
    if not start:
        return month(end, how, lang) if end else ""
    if not end:
        return style["since"] + " " + month(start, how, lang) if "since" in style else month(start, how, lang) + between + now
    first, last = month(start, how, lang), month(end, how, lang)
    return first if first == last else first + between + last


def work(person, style, lang, unseen):
    out, before = [], None
    for job in person.get("work", []):
        keywords = job.get("x-shortlist", {}).get("keywords", [])
        stack = f"{style.get('stack', 'Stack')}: {', '.join(keywords)}" if keywords else ""
        location = "" if style.get("no_places") else job.get("location", "")
        if style.get("no_places") and job.get("location") and "work.location" not in unseen:
            unseen.append("work.location")
        out.append(Entry(job["position"], job["name"], location, span(job, style, lang), job.get("summary", ""), job.get("highlights", []), stack,
                         same_employer=bool(style.get("grouped")) and job["name"] == before))
        before = job["name"]
    return out


def studies(person, style, lang):
    out = []
    for one in person.get("education", []):
        kind, area = one.get("studyType", ""), one.get("area", "")
        title = f"{kind}, {area}" if kind and area else kind or area
        out.append(Entry(title, one["institution"], "", span(one, dict(style, dates="year"), lang), "", [], ("Courses: " + ", ".join(one["courses"])) if one.get("courses") else ""))
    return out


def contact(person, style, unseen):
    basics, out = person["basics"], []
    if "location" in basics:
        if style.get("no_home"):
            unseen.append("basics.location")
        else:
            out.append(("place", basics["location"]["city"] + ("" if style.get("city_only") else ", " + basics["location"]["countryCode"])))
            if style.get("city_only"):
                unseen.append("basics.location.countryCode")
    if style.get("no_phone"):
        unseen.append("basics.phone")
    elif "phone" in basics:
        out.append(("phone", basics["phone"]))
    out.append(("mail", basics["email"]))
    if "url" in basics:
        out.append(("link", basics["url"]))
    for profile in basics.get("profiles", []):
        if style.get("no_profiles"):
            unseen.append("basics.profiles")
        else:
            out.append(("link", profile["url"].removeprefix("https://").removeprefix("www.")))
    return out


def sheet(person, style):
    """The Sheet of `person` written in `style`; Sheet.unseen lists what the truth has and this resume does not show."""
    lang, unseen = person["x-shortlist"].get("language", "en"), []
    words = HEADINGS[lang].get(style.get("headings", "plain")) or HEADINGS[lang]["plain"]
    items = {
        "summary": [Para(person["basics"]["summary"])] if person["basics"].get("summary") else [],
        "work": work(person, style, lang, unseen),
        "education": studies(person, style, lang),
        "skills": [Skills([(s["name"], s.get("level", ""), s["keywords"]) for s in person["skills"]])] if person.get("skills") else [],
        "projects": [Entry(p["name"], "", "", span(p, style, lang), p.get("description", ""), [], ("Stack: " + ", ".join(p["keywords"])) if p.get("keywords") else "")
                     for p in person.get("projects", [])],
        "certificates": [Line(", ".join(x for x in (c["name"], c.get("issuer", "")) if x), c.get("date", "")) for c in person.get("certificates", [])],
        "publications": [Line(f"“{p['name']}”, {p['publisher']}", p.get("releaseDate", "")) for p in person.get("publications", [])],
        "volunteer": [Entry(v["position"], v["organization"], "", span(v, style, lang), v.get("summary", ""), v.get("highlights", [])) for v in person.get("volunteer", [])],
        "languages": [Line(" · ".join(f"{l['language']} ({l['fluency']})" for l in person["languages"]))] if person.get("languages") else [],
        "interests": [Line(", ".join(i["name"] for i in person["interests"]))] if person.get("interests") else [],
    }
    for key in style.get("leave_out", []):
        if items[key]:
            unseen.append(key)
            items[key] = []
    if style.get("dates") == "year":
        unseen.append("months")
    label = "" if style.get("no_label") else person["basics"].get("label", "")
    if style.get("no_label"):
        unseen.append("basics.label")
    sections = [(words[key], items[key]) for key in ORDERS[style.get("order", "work-first")] if items[key]]
    return Sheet(person["basics"]["name"], label, contact(person, style, unseen), sections, lang, unseen)


def skill_lines(skills, shape):
    """A skill section as lines of text in one of the shapes people use."""
    every = [k for _, _, keywords in skills.groups for k in keywords]
    if shape == "dots":
        return [" · ".join(every)]
    if shape == "pipes":
        return [" | ".join(every)]
    if shape == "commas":
        return [", ".join(every)]
    if shape == "each":
        return every
    return [f"{name}{' [' + level + ']' if level else ''}: {', '.join(keywords)}" for name, level, keywords in skills.groups]


def head(entry, order):
    """Title line(s) of an Entry as (first, second): `order` is title, employer or oneline."""
    place = entry.employer + (", " + entry.location if entry.employer and entry.location else "")
    if not entry.employer:
        return entry.title, ""
    if order == "employer":
        return place, entry.title
    if order == "oneline":
        return f"{entry.title}, {place}", ""
    if order == "at":
        return f"{entry.title} at {place}", ""
    return entry.title, place
