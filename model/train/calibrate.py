"""Fits temperature and null threshold, and writes them to config.json with the measure.

Temperature: on the articles kept aside and our own development split together, so that the score of what is replied, an answer
or none, best foretells whether it is right. Threshold: the lowest that refuses few of the articles' questions.

python -m train.calibrate KORQUAD_FILE QUESTIONS_DIRECTORY MODEL_DIRECTORY
"""
import json
import math
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


def reply(detail, temperature, threshold):
    """(score, right) of what is replied by default: "no answer" from the threshold on, else the best span."""
    null = evaluate.null_probability(detail["scores"], detail["null"], temperature)
    if null > threshold:
        return null, float(detail["impossible"])
    return confidence(detail, temperature), float(detail["exact"] and not detail["impossible"])


def loss(details, temperature, threshold):
    """Mean log loss of the scores of all replies."""
    total = 0.0
    for detail in details:
        p, right = reply(detail, temperature, threshold)
        p = min(max(p, 1e-6), 1 - 1e-6)
        total -= math.log(p if right else 1 - p)
    return total / len(details)


def refused(details, temperature, threshold):
    null = [evaluate.null_probability(d["scores"], d["null"], temperature) for d in details]
    return 100 * sum(p > threshold for p in null) / len(null)


def expected_error(details, temperature, threshold, bins=10):
    """Expected calibration error of all replies, in points."""
    groups = [[] for _ in range(bins)]
    for detail in details:
        p, right = reply(detail, temperature, threshold)
        groups[min(bins - 1, int(p * bins))].append((p, right))
    return 100 * sum(abs(sum(p for p, _ in g) - sum(e for _, e in g)) for g in groups if g) / len(details)


def auroc(details, temperature):
    """The chance that of two questions, one without and one with an answer, the former has the higher null score."""
    null = [(evaluate.null_probability(d["scores"], d["null"], temperature), d["impossible"]) for d in details]
    with_answer, without = [p for p, no in null if not no], [p for p, no in null if no]
    return sum((a > b) + 0.5 * (a == b) for a in without for b in with_answer) / (len(with_answer) * len(without))


def measured(network, tokenizer, questions):
    details = evaluate.measure(network, tokenizer, questions)["details"]
    for detail, question in zip(details, questions):
        detail["impossible"] = question[3] < 0
    return details


def lowest_threshold(articles, temperature):
    return next((i / 100 for i in range(30, 100, 5) if refused(articles, temperature, i / 100) <= REFUSED_LIMIT), 0.95)


def main(korquad, questions, directory):
    torch.set_num_threads(1)
    network, config = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    _, aside = text.articles(korquad)
    articles = measured(network, tokenizer, text.questions(aside))
    own = measured(network, tokenizer, text.own(questions, "dev"))
    thresholds = {t: lowest_threshold(articles, t) for t in TEMPERATURES}
    temperature = min(TEMPERATURES, key=lambda t: loss(articles, t, thresholds[t]) + loss(own, t, thresholds[t]))
    threshold = thresholds[temperature]
    answerable = [d for d in own if not d["impossible"]]
    report = {"kept_aside": evaluate.summary(articles), "own_answerable": evaluate.summary(answerable),
              "temperature": temperature, "null_threshold": threshold,
              "refused": {"kept_aside": refused(articles, temperature, threshold),
                          "own_answerable": refused(answerable, temperature, threshold),
                          "own_without_answer": refused([d for d in own if d["impossible"]], temperature, threshold)},
              "own_auroc": auroc(own, temperature),
              "calibration_error": {"kept_aside": expected_error(articles, temperature, threshold),
                                    "own": expected_error(own, temperature, threshold)}}
    print(json.dumps(report, indent=2))
    config["calibration"] = {"temperature": temperature, "null_threshold": threshold}
    export.write_config(directory, config)


if __name__ == "__main__":
    main(*sys.argv[1:])
