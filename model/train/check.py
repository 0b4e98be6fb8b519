"""Checks what the service relies on: padding changes nothing, and Hugging Face's BERT tokenizer gives our ids.

python -m train.check MODEL_DIRECTORY
"""
import random
import sys
from pathlib import Path

import torch
from transformers import BertTokenizerFast

from . import export
from .data import Row, batch
from .golden import CASES, row
from .tokenizer import CLS, SEP, Tokenizer


def padding(network, tokenizer):
    rows = [row(tokenizer, *pair) for pairs in CASES.values() for pair in pairs]
    rows.append(Row([CLS, *rows[0].ids[1:9], SEP, *range(5, 480), SEP], 8, 0, 0))
    worst = 0.0
    together = network(*batch(rows)[:3])
    for at, one in enumerate(rows):
        alone = network(*batch([one])[:3])
        size = len(one.ids)
        worst = max(worst, *((a[0] - t[at, :size]).abs().max().item() for a, t in zip(alone, together)))
    assert worst < 1e-4, worst
    return worst


def tokenizers(directory, ours, rounds=3000):
    theirs = BertTokenizerFast.from_pretrained(directory)
    rng = random.Random(11)
    sample = [text for pairs in CASES.values() for pair in pairs for text in pair]
    ranges = [(0x20, 0x7F), (0xAC00, 0xD7A4), (0x1100, 0x1200), (0x3130, 0x3190), (0x4E00, 0xA000), (0x20, 0x3000),
              (0x1F300, 0x1F700)]
    for _ in range(rounds):
        sample.append("".join(chr(rng.randrange(*rng.choice(ranges))) for _ in range(rng.randrange(1, 30))))
    for text in sample:
        ids, spans = ours.encode(text)
        other = theirs(text, add_special_tokens=False, return_offsets_mapping=True)
        assert ids == other["input_ids"] and [tuple(s) for s in other["offset_mapping"]] == spans, ascii(text)
    return len(sample)


def main(directory):
    network, _ = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    with torch.no_grad():
        print(f"padding: largest difference {padding(network, tokenizer):.1e}")
    print(f"tokenizer: {tokenizers(directory, tokenizer)} texts with the same ids and spans")


if __name__ == "__main__":
    main(*sys.argv[1:])
