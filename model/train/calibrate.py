"""Fits temperature and null threshold on the articles kept aside, and writes them to config.json with the measure.

python -m train.calibrate KORQUAD_FILE MODEL_DIRECTORY
"""
import json
import math
import random
import sys
from pathlib import Path

import torch

from . import evaluate, export, text
from .tokenizer import Tokenizer

TEMPERATURES = [round(0.6 + 0.1 * i, 1) for i in range(25)]
REFUSED_LIMIT = 1.5  # per cent of the questions that have an answer


def confidence(detail, temperature):
    """The probability of the best span: one softmax over the best spans and the null span."""
    top = max(*detail["scores"], detail["null"])
    shares = [math.exp((s - top) / temperature) for s in (*detail["scores"], detail["null"])]
    return max(shares[:-1]) / sum(shares)


def temperature_of(details):
    """The temperature under which the best span's probability best foretells whether it is exactly right."""
    def loss(temperature):
        total = 0.0
        for detail in details:
            p = min(max(confidence(detail, temperature), 1e-6), 1 - 1e-6)
            total -= math.log(p if detail["exact"] else 1 - p)
        return total / len(details)
    return min(TEMPERATURES, key=loss)


def refused(details, temperature, threshold):
    null = [evaluate.null_probability(d["scores"], d["null"], temperature) for d in details]
    return 100 * sum(p > threshold for p in null) / len(null)


def strangers(articles, seed=5):
    """Every question beside a passage of another article: it has no answer there."""
    rng = random.Random(seed)
    return [(key, asked, rng.choice(rng.choice([a for a in articles if a is not own]))[2], 0, "")
            for own in articles for key, asked, *_ in own]


def expected_error(details, temperature, bins=10):
    """Expected calibration error of the confidence, in points."""
    groups = [[] for _ in range(bins)]
    for detail in details:
        p = confidence(detail, temperature)
        groups[min(bins - 1, int(p * bins))].append((p, detail["exact"]))
    return 100 * sum(abs(sum(p for p, _ in g) - sum(e for _, e in g)) for g in groups if g) / len(details)


def main(korquad, directory):
    torch.set_num_threads(1)
    network, config = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    _, aside = text.articles(korquad)
    articles = [text.questions([article]) for article in aside]
    questions = [question for article in articles for question in article]
    result = evaluate.measure(network, tokenizer, questions)
    details = result["details"]
    without = evaluate.measure(network, tokenizer, strangers(articles))["details"]
    temperature = temperature_of(details)
    thresholds = [i / 100 for i in range(50, 100, 5)]
    threshold = next((t for t in thresholds if refused(details, temperature, t) <= REFUSED_LIMIT), 0.95)
    report = {"kept_aside": result["summary"], "temperature": temperature, "null_threshold": threshold,
              "refused_at_half": {"answerable": refused(details, temperature, 0.5),
                                  "other_article": refused(without, temperature, 0.5)},
              "refused_at_threshold": {"answerable": refused(details, temperature, threshold),
                                       "other_article": refused(without, temperature, threshold)},
              "calibration_error": {"at_one": expected_error(details, 1.0),
                                    "at_temperature": expected_error(details, temperature)}}
    print(json.dumps(report, indent=2))
    config["calibration"] = {"temperature": temperature, "null_threshold": threshold}
    export.write_config(directory, config)


if __name__ == "__main__":
    main(*sys.argv[1:])
