"""Reads the data: the KorQuAD articles, split once and for all, and the plain Korean text."""
import json
import lzma
import random
import unicodedata
from pathlib import Path

SPLIT_SEED = 20261123
ASIDE = 12
PLAIN = {"nlu": 100, "kaist": 100, "netdocs": 4, "tfdocs": 20, "pydocs": 15, "cppdocs": 3}  # per cent kept


def articles(path):
    """(training articles, articles kept aside for choosing), by a seeded shuffle of whole articles."""
    data = json.loads(Path(path).read_text(encoding="utf-8"))["data"]
    random.Random(SPLIT_SEED).shuffle(data)
    return data[ASIDE:], data[:ASIDE]


def contexts(data):
    return [paragraph["context"] for article in data for paragraph in article["paragraphs"]]


def neighbours(data):
    """For each passage, the others of its article."""
    found = {}
    for article in data:
        own = [paragraph["context"] for paragraph in article["paragraphs"]]
        found.update({text: [other for other in own if other != text] for text in own})
    return found


def questions(data):
    """(id, question, context, answer start, answer text) of every question."""
    return [(qa["id"], qa["question"], paragraph["context"],
             qa["answers"][0]["answer_start"], qa["answers"][0]["text"])
            for article in data for paragraph in article["paragraphs"] for qa in paragraph["qas"]]


def own(directory, split):
    """The project's own questions of a split, as in `questions`; the answer start is -1 where the passage has no answer.

    Decomposed Hangul is composed, as the service composes it before the model reads it.
    """
    data = json.loads((Path(directory) / f"{split}.json").read_text(encoding="utf-8"))["data"]
    return [_composed(qa["id"], qa["question"], paragraph["context"], qa["answers"])
            for article in data for paragraph in article["paragraphs"] for qa in paragraph["qas"]]


def _composed(key, asked, context, answers):
    def nfc(part):
        return unicodedata.normalize("NFC", part)
    if not answers:
        return key, nfc(asked), nfc(context), -1, ""
    start = answers[0]["answer_start"]
    return key, nfc(asked), nfc(context), len(nfc(context[:start])), nfc(answers[0]["text"])


def plain(directory, seed=1):
    """Passages of about 150 to 600 characters: {source: [passage, ...]}; neighbouring lines are joined."""
    found = {}
    for source, keep in PLAIN.items():
        lines = [line.strip() for line in lzma.open(Path(directory) / f"{source}.txt.xz", "rt", encoding="utf-8")]
        passages, passage, size = [], [], random.Random(seed)
        goal = size.randint(150, 600)
        for line in lines:
            passage.append(line)
            if sum(map(len, passage)) >= goal:
                text, passage, goal = " ".join(passage), [], size.randint(150, 600)
                if len(text) < 1500 and size.randrange(100) < keep:
                    passages.append(text)
        found[source] = passages
    return found
