"""Reads answers out of the logits and scores them by KorQuAD 1.0's rules."""
import math
import string
from collections import Counter

import torch

from .data import Row, batch
from .tokenizer import CLS, SEP

WINDOW, OVERLAP, LONGEST_QUESTION = 384, 128, 64
MOST_TOKENS, MOST_CHARACTERS, BEST = 30, 60, 20
QUOTES = dict.fromkeys(map(ord, "'\"《》<>〈〉()‘’"), " ")
PUNCTUATION = dict.fromkeys(map(ord, string.punctuation))


def normalized(answer):
    return " ".join(answer.translate(QUOTES).lower().translate(PUNCTUATION).split())


def exact(predicted, gold):
    return float(normalized(predicted) == normalized(gold))


def f1(predicted, gold):
    mine, theirs = "".join(normalized(predicted).split()), "".join(normalized(gold).split())
    same = sum((Counter(mine) & Counter(theirs)).values())
    return 2 * same / (len(mine) + len(theirs)) if same else 0.0


def windows(asked, ids):
    """(first passage token, row) of overlapping windows; the last one ends with the passage."""
    room = WINDOW - len(asked) - 3
    at = 0
    while True:
        part = ids[at:at + room]
        yield at, Row([CLS, *asked, SEP, *part, SEP], len(asked), 0, 0)
        if at + room >= len(ids):
            return
        at += room - OVERLAP


def candidates(start, end, row, first, spans):
    """(score, start character, end character) of the best legal spans of a window."""
    offset = row.question + 2
    size = len(row.ids) - offset - 1
    start, end = start[offset:offset + size], end[offset:offset + size]
    scores = start[:, None] + end[None, :]
    legal = torch.ones_like(scores).triu().tril(MOST_TOKENS - 1) > 0
    scores = torch.where(legal, scores, torch.tensor(-1e9))
    found = []
    for score, at in zip(*(t.tolist() for t in scores.flatten().topk(min(BEST * 2, size * size)))):
        a, b = spans[first + at // size][0], spans[first + at % size][1]
        if score > -1e8 and b - a <= MOST_CHARACTERS:
            found.append((score, a, b))
    return found[:BEST]


@torch.no_grad()
def read(network, tokenizer, asked, context):
    """(best spans over all windows, best first; null score), the scores being sums of a start and an end logit."""
    asked = tokenizer.encode(asked)[0][:LONGEST_QUESTION]
    ids, spans = tokenizer.encode(context)
    found, null = [], math.inf
    for first, row in windows(asked, ids):
        tensors = batch([row])
        start, end = network(*tensors[:3])
        null = min(null, (start[0, 0] + end[0, 0]).item())
        found += candidates(start[0], end[0], row, first, spans)
    return sorted(found, reverse=True)[:BEST], null


def null_probability(scores, null, temperature=1.0):
    """One softmax over the best spans and the null span."""
    highest = max(*scores, null)
    shares = [math.exp((s - highest) / temperature) for s in scores]
    own = math.exp((null - highest) / temperature)
    return own / (own + sum(shares))


def measure(network, tokenizer, questions):
    network.eval()
    details = []
    for key, asked, context, start, gold in questions:
        found, null = read(network, tokenizer, asked, context)
        distinct = {}
        for score, a, b in found:
            distinct.setdefault((a, b), score)
        score, a, b = found[0]
        answer = context[a:b]
        details.append({"id": key, "answer": answer, "gold": gold, "exact": exact(answer, gold),
                        "f1": f1(answer, gold), "scores": list(distinct.values()), "null": null,
                        "null_wins": null > score, "refused": null_probability(list(distinct.values()), null) > 0.5})
    return {"summary": summary(details), "details": details}


def summary(details):
    def share(key):
        return round(100 * sum(d[key] for d in details) / len(details), 2)
    return {"questions": len(details), "exact": share("exact"), "f1": share("f1"), "null_wins": share("null_wins"),
            "refused": share("refused")}
