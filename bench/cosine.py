"""cosine.py LIST: ranks the text resumes listed one a line in LIST the way most screeners on the net do it: words
counted by scikit-learn, cosine to a job description. Prints the ten best."""
import sys

from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics.pairwise import cosine_similarity

JOB = """Backend engineer. You design and build services and APIs in Go, Java, Python or a like language, with PostgreSQL or another
database, queues and caches, run them in containers on a cloud, test and observe them, and own architecture and technical debt."""

paths = open(sys.argv[1]).read().splitlines()
texts = [open(p, encoding="utf-8", errors="replace").read() for p in paths]
counts = CountVectorizer(stop_words="english").fit_transform([JOB] + texts)
scores = cosine_similarity(counts[0:1], counts[1:])[0]
for i in sorted(range(len(paths)), key=lambda i: -scores[i])[:10]:
    print(f"{scores[i]:.3f} {paths[i]}")
