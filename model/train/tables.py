"""The constant tables, indexed by token id, from which the graph computes its match features."""
import math
import unicodedata
from collections import Counter

import torch

from . import josa
from .tokenizer import SPECIAL

FLAGS = ["continuation", "digit", "hangul", "latin", "punctuation", "sentence_end", "one_char", "hanja", "particle"]
SYLLABLES_PER_PIECE = 4


def _flags(piece):
    if piece in SPECIAL:
        return [0] * len(FLAGS)
    text = piece.removeprefix("##")
    return [piece.startswith("##") and len(piece) > 2,
            any(c.isdigit() for c in text),
            any(josa.is_syllable(c) for c in text),
            any(c.isascii() and c.isalpha() for c in text),
            all(unicodedata.category(c)[0] in "PS" for c in text),
            text in ".?!。",
            len(text) == 1,
            any("\u3400" <= c <= "\u9fff" for c in text),
            piece.startswith("##") and text in josa.ALL]


def build(pieces, encode, passages):
    """canonical int32 [V], idf float32 [V], flags float32 [V, 9], syllables int32 [V, 4] and their count."""
    first, canonical, syllable_ids, syllables = {}, [], {}, []
    for index, piece in enumerate(pieces):
        special = piece in SPECIAL
        text = piece if special else piece.removeprefix("##").lower()
        canonical.append(first.setdefault(text, index))
        chars = [] if special else list(text[:SYLLABLES_PER_PIECE])
        row = [syllable_ids.setdefault(c, len(syllable_ids) + 1) for c in chars]  # 0 is "none"
        syllables.append(row + [0] * (SYLLABLES_PER_PIECE - len(row)))
    frequency = Counter()
    for text in passages:
        frequency.update({canonical[i] for i in encode(text)[0]})
    top = math.log(2 * (len(passages) + 1))
    idf = [0.0 if piece in SPECIAL else math.log((len(passages) + 1) / (frequency[canonical[i]] + 0.5)) / top
           for i, piece in enumerate(pieces)]
    return {"tables.canonical": torch.tensor(canonical, dtype=torch.int32),
            "tables.idf": torch.tensor(idf, dtype=torch.float16).float(),
            "tables.flags": torch.tensor([_flags(p) for p in pieces], dtype=torch.float32),
            "tables.syllables": torch.tensor(syllables, dtype=torch.int32)}, len(syllable_ids) + 1
