"""Builds vocab.txt: single characters, and merged pieces that end where the particle begins."""
import heapq
from collections import Counter, defaultdict

from . import josa
from .tokenizer import SPECIAL, words

SIZE = 9000
WEIGHT = {"korquad": 4, "nlu": 2, "kaist": 2}
CROSSING_LIMIT = 0.15
JAMO = [chr(c) for c in range(0x3131, 0x3164)]
PUNCTUATION = list("·…‘’“”「」『』《》〈〉〔〕【】（）［］，．：；？！～—–―−×÷±℃％°′″→←↑↓↔■□●○◆◇★☆▲△▼▽※§¶№"
                   "€£¥₩∼≒≠≤≥∞√∑∏∫∂∇∈∪∩⊂⊃∧∨ㆍ・、。ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ①②③④⑤⑥⑦⑧⑨½²³㎞㎡㎝㎜㎏ℓ")


def ks_x_1001():
    """The 2,350 syllables of KS X 1001: those that Korean text is made of, but for a few in ten thousand."""
    return [chr(c) for c in range(0xAC00, 0xD7A4) if _in_euc_kr(chr(c))]


def _in_euc_kr(char):
    try:
        return len(char.encode("euc_kr")) == 2
    except UnicodeEncodeError:
        return False


def alphabet(counts):
    chars = Counter()
    for word, count in counts.items():
        for char in word:
            chars[char] += count
    fixed = ks_x_1001() + JAMO + PUNCTUATION + [chr(c) for c in range(33, 127)]
    seen = [c for c, n in chars.most_common() if n >= 8 and c not in set(fixed)]
    pieces = fixed + seen
    joins = [c for c in pieces if c.isalnum() and not "\u4e00" <= c <= "\u9fff" and not "\u3131" <= c <= "\u3163"]
    return pieces + ["##" + c for c in joins] + ["##" + c for c in "ㅋㅎㅠㅜㄴㄹㅂㅁ"]


def segments(word):
    """The word as symbols, with its particle apart: 서울에서 -> ([서, ##울], [##에, ##서])."""
    stem, particle = josa.split(word)
    symbols = [word[0]] + ["##" + char for char in word[1:]]
    return [part for part in (symbols[:len(stem)], symbols[len(stem):]) if len(part) > 1]


def merges(counts, wanted):
    """Byte-pair merges over the segments, most frequent pair first; returns the merged pieces in order."""
    rows, weights, pairs, where = [], [], Counter(), defaultdict(set)
    for word, count in counts.items():
        if count < 3:
            continue
        for segment in segments(word):
            for pair in zip(segment, segment[1:]):
                pairs[pair] += count
                where[pair].add(len(rows))
            rows.append(segment)
            weights.append(count)
    heap = [(-count, pair) for pair, count in pairs.items()]
    heapq.heapify(heap)
    pieces = {}
    while heap and len(pieces) < wanted:
        count, (left, right) = heapq.heappop(heap)
        if -count != pairs[left, right]:
            continue
        piece = left + right[2:]
        pieces[piece] = None
        changed = set()
        for index in where.pop((left, right)):
            row, weight, at, new = rows[index], weights[index], 0, []
            for pair in zip(row, row[1:]):
                pairs[pair] -= weight
                changed.add(pair)
            while at < len(row):
                both = row[at:at + 2] == [left, right]
                new.append(piece if both else row[at])
                at += 2 if both else 1
            for pair in zip(new, new[1:]):
                pairs[pair] += weight
                where[pair].add(index)
                changed.add(pair)
            rows[index] = new
        for pair in changed:
            if pairs[pair] > 0:
                heapq.heappush(heap, (-pairs[pair], pair))
    return list(pieces)


def crossing(counts, pieces):
    """The merged pieces that, cut greedily, run over the particle's boundary in too many of their uses."""
    used, crossed = Counter(), Counter()
    for word, count in counts.items():
        boundary, at = len(josa.split(word)[0]), 0
        while at < len(word):
            for end in range(min(len(word), at + 12), at, -1):
                piece = ("##" if at else "") + word[at:end]
                if piece in pieces:
                    break
            used[piece] += count
            crossed[piece] += count * (at < boundary < end)
            at = end
    return {piece for piece in used if crossed[piece] > CROSSING_LIMIT * used[piece]}


def build(passages):
    """passages: {source: [text, ...]}; returns the pieces in the order of their ids."""
    counts = Counter()
    for source, texts in passages.items():
        for text in texts:
            for word in words(text):
                if len(word) <= 40:
                    counts[word] += WEIGHT.get(source, 1)
    base = SPECIAL + alphabet(counts)
    merged = [piece for piece in merges(counts, 2 * SIZE) if piece not in set(base)]
    for _ in range(3):
        short = base + merged[:SIZE - len(base)]
        bad = crossing(counts, set(short)) - set(base)
        merged = [piece for piece in merged if piece not in bad]
    return list(dict.fromkeys(base + merged))[:SIZE]
