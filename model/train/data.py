"""Turns questions into rows of ids, with all that makes each pass over them a little different."""
import random
from dataclasses import dataclass

import torch

from . import cloze
from .tokenizer import CLS, PAD, SEP

LONGEST_QUESTION = 64
SHORTEST_PASSAGE = 20  # tokens, a sentence or two


@dataclass(frozen=True)
class Row:
    ids: list
    question: int  # its tokens
    start: int     # target positions in the row; 0, that is [CLS], for "no answer here"
    end: int


def tokens_of(spans, start, end):
    """(first, last) token of the characters start to end, or None when a token straddles an edge of the answer."""
    first = next((i for i, (a, _) in enumerate(spans) if a == start), None)
    last = next((i for i, (_, b) in enumerate(spans) if b == end), None)
    return (first, last) if first is not None and last is not None and first <= last else None


class Rows:
    """Draws rows at random: questions people wrote, cloze questions, and windows without an answer."""

    def __init__(self, tokenizer, questions, cloze_texts, limit=288, seed=7, tables=None, neighbours=None):
        """neighbours: for a passage, others of the same article; a question beside one of them tempts and has no answer."""
        self.tokenizer, self.limit, self.rng = tokenizer, limit, random.Random(seed)
        self.contexts, self.neighbours = {}, neighbours or {}
        self.written = [item for item in map(self._prepare, questions) if item]
        self.cloze_texts, self.weights = zip(*cloze_texts)
        self.all_contexts = [text for text in self.contexts]
        self.swaps = Swaps(tables, self.rng)
        self.order = []

    def _encode(self, text):
        if text not in self.contexts:
            self.contexts[text] = self.tokenizer.encode(text)
        return self.contexts[text]

    def _prepare(self, item):
        _, asked, context, start, answer = item
        ids, spans = self._encode(context)
        found = (-1, -1) if start < 0 else tokens_of(spans, start, start + len(answer))
        near = [text for text in self.neighbours.get(context, []) if answer not in text] if start >= 0 else []
        return found and (self.tokenizer.encode(asked)[0][:LONGEST_QUESTION], ids, *found, near)

    def people(self):
        """The next question that a person wrote; every one comes once before any comes again."""
        if not self.order:
            self.order = self.rng.sample(range(len(self.written)), len(self.written))
        asked, ids, first, last, near = self.written[self.order.pop()]
        if first < 0:  # asked so that the passage has no answer
            return self._row(asked, ids, None)
        kind = self.rng.random()
        if kind < 0.07:  # the question beside another passage, of the same article if there is one
            return self._row(asked, self._encode(self.rng.choice(near or self.all_contexts))[0], None)
        if kind < 0.15:  # the passage with the answer's surroundings left out
            return self._row(asked, *self._without(ids, first, last))
        return self._row(asked, ids, (first, last))

    def made(self):
        """A fresh cloze question."""
        while True:
            texts = self.rng.choices(self.cloze_texts, self.weights)[0]
            text = self.rng.choice(texts)
            drawn = cloze.make(text, self.rng)
            if not drawn:
                continue
            asked, start, end = drawn
            ids, spans = self._encode(text)
            found = tokens_of(spans, start, end)
            if not found:
                continue
            asked = self.tokenizer.encode(asked)[0][:LONGEST_QUESTION]
            if self.rng.random() < 0.06:
                return self._row(asked, *self._without(ids, *found))
            return self._row(asked, ids, found)

    def _without(self, ids, first, last):
        """A long enough slice of the passage that misses the answer, else another passage."""
        before, after = ids[:max(0, first - 10)], ids[last + 11:]
        slices = [part for part in (before, after) if len(part) > 60]
        return (self.rng.choice(slices) if slices else self._encode(self.rng.choice(self.all_contexts))[0]), None

    def _row(self, asked, ids, answer):
        asked = [i for i in asked if self.rng.random() >= 0.05] or asked
        room = self.limit - len(asked) - 3
        if self.rng.random() < 0.3:  # now and then a shorter piece of the passage
            room = self.rng.randint(min(SHORTEST_PASSAGE, room), room)
            room = max(room, answer[1] - answer[0] + 1) if answer else room
        cut = 0
        if len(ids) > room:
            low, high = 0, len(ids) - room
            if answer:
                low, high = max(low, answer[1] - room + 1), min(high, answer[0])
            cut = self.rng.randint(low, max(low, high))
            ids = ids[cut:cut + room]
        if self.rng.random() < 0.2:
            asked, ids = self.swaps(asked, ids)
        offset = len(asked) + 2 - cut
        start, end = (answer[0] + offset, answer[1] + offset) if answer else (0, 0)
        return Row([CLS, *asked, SEP, *ids, SEP], len(asked), start, end)


class Swaps:
    """Renames: some pieces give way to others of their kind throughout a row, so that names cannot be learnt by heart."""

    def __init__(self, tables, rng):
        self.rng = rng
        self.kind = [tuple(row) for row in tables["tables.flags"].int().tolist()]
        self.plain = [kind[2] == 1 and kind[8] == 0 or kind[1] == 1 for kind in self.kind]  # Hangul, digits; no particle
        self.canonical = tables["tables.canonical"].tolist()
        self.by_kind = {}
        for index, kind in enumerate(self.kind):
            self.by_kind.setdefault(kind, []).append(index)

    def __call__(self, asked, ids):
        names = {}

        def renamed(index):
            if not self.plain[index]:
                return index
            if index not in names:
                swap = self.rng.random() < 0.3
                names[index] = self.rng.choice(self.by_kind[self.kind[index]]) if swap else index
            return names[index]
        return [renamed(i) for i in asked], [renamed(i) for i in ids]


def batch(rows):
    """ids, mask, segments, start, end as int64 tensors, padded to the longest row."""
    length = max(len(row.ids) for row in rows)
    ids = torch.full((len(rows), length), PAD)
    mask, segments = torch.zeros_like(ids), torch.zeros_like(ids)
    for at, row in enumerate(rows):
        ids[at, :len(row.ids)] = torch.tensor(row.ids)
        mask[at, :len(row.ids)] = 1
        segments[at, row.question + 2:len(row.ids)] = 1
    return ids, mask, segments, torch.tensor([r.start for r in rows]), torch.tensor([r.end for r in rows])


def batches(draw, size, pool=16):
    """Endless batches of rows of about one length each."""
    while True:
        rows = sorted((draw() for _ in range(size * pool)), key=lambda row: len(row.ids))
        groups = [rows[i:i + size] for i in range(0, len(rows), size)]
        random.Random(len(rows[0].ids)).shuffle(groups)
        yield from map(batch, groups)
