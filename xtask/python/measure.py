"""spaCy's speed, load and memory on one thread, as one line of JSON.

    measure.py MODEL TEXTS
"""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore", message=r"\[W095\]")
started = time.process_time(), time.perf_counter()

import spacy  # noqa: E402

imported = time.process_time(), time.perf_counter()
nlp = spacy.load(sys.argv[1])
loaded = time.process_time(), time.perf_counter()
with open(sys.argv[2], encoding="utf-8") as source:
    texts = [json.loads(line)["text"] for line in source]
begin = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts))
cpu = time.process_time() - begin
with open("/proc/self/status", encoding="utf-8") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(json.dumps({
    "words": sum(len(text.split()) for text in texts), "tokens": tokens, "cpu": cpu,
    "load": loaded[1] - imported[1], "load_cpu": loaded[0] - imported[0], "peak_kb": peak,
}))
