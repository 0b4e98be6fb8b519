"""What the model card quotes: the intervals over articles, and the measure by kind of question.

python -m train.report KORQUAD_FILE MODEL_DIRECTORY
"""
import random
import re
import sys
from pathlib import Path

import torch

from . import evaluate, export, text
from .tokenizer import Tokenizer

KINDS = {"when": r"언제|날짜|날은|연도|년도|해는|시기|몇 ?년|몇 ?월|며칠", "how many": r"몇|얼마|수는|금액",
         "who": r"누구|누가|사람|인물|이는\?", "where": r"어디|장소|곳은|지역|도시|나라", "what": r"무엇|무슨|어떤|뭐"}


def kind(asked):
    return next((name for name, pattern in KINDS.items() if re.search(pattern, asked)), "other")


def mean(details, key):
    return 100 * sum(d[key] for d in details) / len(details)


def interval(by_article, key, rounds=2000, seed=3):
    """95 % interval of the mean when the articles are drawn anew."""
    rng = random.Random(seed)
    means = sorted(mean([d for a in rng.choices(by_article, k=len(by_article)) for d in a], key) for _ in range(rounds))
    return means[rounds // 40], means[-rounds // 40]


def main(korquad, directory):
    torch.set_num_threads(1)
    network, _ = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    _, aside = text.articles(korquad)
    asked = [text.questions([article]) for article in aside]
    by_article = [evaluate.measure(network, tokenizer, questions)["details"] for questions in asked]
    details = [d for article in by_article for d in article]
    for key in ("exact", "f1"):
        low, high = interval(by_article, key)
        print(f"{key}: {mean(details, key):.1f}, over articles {low:.0f} to {high:.0f}")
    kinds = [kind(q) for questions in asked for _, q, *_ in questions]
    print("| Kind of question | Questions | EM | F1 |\n|---|---|---|---|")
    for name in (*KINDS, "other"):
        some = [d for d, k in zip(details, kinds) if k == name]
        print(f"| {name} | {len(some)} | {mean(some, 'exact'):.0f} | {mean(some, 'f1'):.0f} |")
    sizes = [(len(c) > 700) for questions in asked for _, _, c, *_ in questions]
    for name, wanted in (("passages up to 700 characters", False), ("longer passages", True)):
        some = [d for d, long in zip(details, sizes) if long == wanted]
        print(f"{name}: {len(some)} questions, EM {mean(some, 'exact'):.1f}, F1 {mean(some, 'f1'):.1f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
