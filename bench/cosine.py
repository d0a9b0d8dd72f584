"""cosine.py each|once LIST: ranks the text resumes listed one a line in LIST the way most screeners on the net do it: words
counted by scikit-learn, cosine to a job description. Prints the ten best.

each: the counter is fitted to each resume and the job description by themselves, which is how nearly all do it.
once: it is fitted once to all of them."""
import sys

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity

JOB = """Backend engineer. You design and build services and APIs in Go, Java, Python or a like language, with PostgreSQL or another
database, queues and caches, run them in containers on a cloud, test and observe them, and own architecture and technical debt."""

way, listing = sys.argv[1:]
paths = open(listing).read().splitlines()


def read(path):
    with open(path, encoding="utf-8", errors="replace") as f:
        return f.read()


if way == "each":
    scores = []
    for path in paths:
        counts = CountVectorizer().fit_transform([read(path), JOB])
        scores.append(cosine_similarity(counts)[0][1])
else:
    counts = CountVectorizer(stop_words="english").fit_transform([JOB] + [read(p) for p in paths])
    scores = cosine_similarity(counts[0:1], counts[1:])[0]
for i in sorted(range(len(paths)), key=lambda i: -scores[i])[:10]:
    print(f"{scores[i]:.3f} {paths[i]}")
