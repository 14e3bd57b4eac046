#!/usr/bin/env python3
"""Scores how well `wenlan` finds the article in saved web pages.

    benches/pages.py CORPUS [--binary target/release/wenlan] [--part all|tuned|held] [--worst N]

CORPUS is a folder with saved pages and the texts that people took from them
(zyte, zh-daniel, np4k, readability, trafilatura, goose3). Each page is printed by

    wenlan print --from page --body --width 0 --color never FILE

and its runs of four tokens are compared with those of the expected text, each
run as often as it occurs; precision and recall are averaged over the pages of
a folder, and F1 is made of the averages. A token is a word, or, in the
Chinese corpus, a character.

A third of the pages, by a checksum of the name, is never looked at while the
rules are written: `--part held` scores it alone. Python's standard library is
all that it needs.
"""

import argparse
import gzip
import html
import json
import re
import subprocess
import time
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HAN = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff"
TOKENS = {
    "words": re.compile(r"\w+"),
    "characters": re.compile(f"[{HAN}]|[^\\W{HAN}]+"),
}
BLOCKS = (
    "p|div|br|li|ul|ol|h[1-6]|tr|td|th|table|pre|blockquote|section|article"
    "|figure|figcaption|header|footer"
)


def text_of(markup):
    """The text of a piece of HTML, its blocks apart."""
    markup = re.sub(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->", " ", markup)
    markup = re.sub(rf"(?i)</?(?:{BLOCKS})\b[^>]*>", "\n", markup)
    return html.unescape(re.sub(r"(?s)<[^>]+>", "", markup))


def read(path):
    packed = path.suffix == ".gz"
    data = gzip.decompress(path.read_bytes()) if packed else path.read_bytes()
    return data.decode("utf-8", "replace")


def runs(text, tokens):
    words = TOKENS[tokens].findall(text)
    last = max(len(words) - 3, 1)
    return Counter(run for at in range(last) if (run := tuple(words[at : at + 4])))


def compare(wanted, found, tokens):
    """Precision and recall; nothing where there is nothing to judge."""
    wanted, found = runs(wanted, tokens), runs(found, tokens)
    shared = sum((wanted & found).values())
    of_found, of_wanted = sum(found.values()), sum(wanted.values())
    precision = shared / of_found if of_found else None
    recall = shared / of_wanted if of_wanted else None
    return precision, recall


def pages(corpus):
    """Folder, name and path of each page, and what is wanted of it."""
    zyte = corpus / "03-pages-zyte"
    bodies = {}
    for file in sorted(zyte.glob("ground-truth*.json")):
        bodies.update(json.loads(read(file)))
    for page in sorted(zyte.glob("html/*")):
        name = page.name.split(".")[0]
        yield "zyte", page.name, page, bodies[name]["articleBody"]
    daniel = corpus / "03-pages-zh-daniel"
    for page in sorted(daniel.glob("html/*.html")):
        wanted = text_of(read(daniel / "reference" / f"{page.stem}.txt"))
        yield "zh-daniel", page.name, page, wanted
    for page in sorted((corpus / "03-pages-readability").glob("*/source.html")):
        wanted = text_of(read(page.parent / "expected.html"))
        yield "readability", page.parent.name, page, wanted
    np4k = corpus / "03-pages-multilang" / "newspaper4k"
    for page in sorted(np4k.glob("html/*.html")):
        yield "np4k", page.name, page, read(np4k / "txt" / f"{page.stem}.txt")
    for page in sorted((corpus / "03-pages-multilang" / "goose3").glob("*.html")):
        known = json.loads(read(page.with_suffix(".json")))
        wanted = known.get("expected", {}).get("cleaned_text")
        if wanted:
            yield "goose3", page.name, page, wanted
    trafilatura = corpus / "03-pages-trafilatura"
    for file in sorted(trafilatura.glob("evaldata*.json")):
        for known in json.loads(read(file)).values():
            page = trafilatura / "html" / known["file"]
            yield "trafilatura", page.name, page, known


def is_held(name):
    return zlib.crc32(name.encode()) % 3 == 0


def printed(binary, page):
    """The body that the program finds, and the seconds that it took."""
    packed = page.suffix == ".gz"
    source = gzip.decompress(page.read_bytes()) if packed else None
    command = [binary, "print", "--from", "page", "--body", "--width", "0"]
    command += ["--color", "never", "-" if packed else str(page)]
    begun = time.monotonic()
    done = subprocess.run(command, input=source, capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace"), time.monotonic() - begun


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else 0.0


def harmonic(a, b):
    return 2 * a * b / (a + b) if a and b else 0.0


def told(folder, judged):
    """A line of the table."""
    if folder == "trafilatura":
        flat = lambda text: re.sub(r"\s+", " ", text)
        kept = [flat(s) in flat(text) for _, known, text in judged for s in known["with"]]
        shut = [flat(s) not in flat(text) for _, known, text in judged for s in known["without"]]
        return (
            f"{folder:12} n={len(judged):3}  wanted pieces found {sum(kept)}/{len(kept)},"
            f" unwanted pieces kept out {sum(shut)}/{len(shut)}"
        ), []
    if folder == "goose3":
        flat = lambda text: re.sub(r"\W+", "", text)
        begun = [flat(known)[:200] in flat(text) for _, known, text in judged]
        return f"{folder:12} n={len(judged):3}  beginnings found {sum(begun)}/{len(begun)}", []
    tokens = "characters" if folder == "zh-daniel" else "words"
    rows = [(name, *compare(known, text, tokens)) for name, known, text in judged]
    precision, recall = mean([row[1] for row in rows]), mean([row[2] for row in rows])
    line = (
        f"{folder:12} n={len(judged):3}  F1={harmonic(precision, recall):.4f}"
        f"  precision={precision:.4f}  recall={recall:.4f}  ({tokens})"
    )
    return line, sorted((harmonic(p or 0, r or 0), name) for name, p, r in rows)


def main():
    summary, usage = __doc__.split("\n\n", 1)
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=summary, epilog=usage, formatter_class=form)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--binary", default="target/release/wenlan")
    parser.add_argument("--part", choices=["all", "tuned", "held"], default="all")
    parser.add_argument("--worst", type=int, default=0, help="name the N worst pages of each folder")
    asked = parser.parse_args()
    wanted = {"all": (True, False), "held": (True,), "tuned": (False,)}[asked.part]
    chosen = [page for page in pages(asked.corpus) if is_held(page[1]) in wanted]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda page: printed(asked.binary, page[2]), chosen))
    folders = {}
    for (folder, name, _, known), (text, _) in zip(chosen, results):
        folders.setdefault(folder, []).append((name, known, text))
    for folder, judged in folders.items():
        line, worst = told(folder, judged)
        print(line)
        for score, name in worst[: asked.worst]:
            print(f"    {score:.3f}  {name}")
    slowest = max((seconds, page[1]) for page, (_, seconds) in zip(chosen, results))
    print(f"slowest: {slowest[0]:.3f} s, {slowest[1]}")


if __name__ == "__main__":
    main()
