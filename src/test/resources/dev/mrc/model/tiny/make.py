"""Makes this directory: a tiny mrc-match model of random weights and what the reference network says to some windows.

    PYTHONPATH=model python src/test/resources/dev/mrc/model/tiny/make.py
"""
import json
from pathlib import Path

import torch

from train import export
from train.network import MrcMatch

HERE = Path(__file__).parent
CLS, SEP = 2, 3
PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", "?", "3", "A", "##a", "세종", "##대왕", "##은", "한글", "##을",
          "훈민", "##정음", "나라", "##말", "글자", "백성", "##이", "쉽", "##게", "배우", "##다", "언제", "누구", "만들", "##었"]


def config():
    return {**export.architecture(len(PIECES), 20, 9), "embedding_size": 12, "hidden_size": 16, "num_hidden_layers": 2,
            "num_attention_heads": 2, "intermediate_size": 24, "head_size": 10, "relative_clip": 4, "question_limit": 8,
            "sentence_limit": 3, "name": "tiny"}


def weights(network, random):
    state = {}
    for name, tensor in network.state_dict().items():
        noise = torch.randn(tensor.shape, generator=random)
        state[name] = 1 + 0.3 * noise if name.endswith("norm.weight") else 0.4 * noise
    flags = torch.zeros(len(PIECES), 9)
    for index, piece in enumerate(PIECES):
        flags[index, 0] = piece.startswith("##")
        flags[index, 1] = piece == "3"
        flags[index, 3] = piece in ("A", "##a")
        flags[index, 5] = piece in ".?"
    state["tables.flags"] = flags
    state["tables.idf"] = torch.rand(len(PIECES), generator=random).half().float()
    state["tables.canonical"] = torch.tensor([PIECES.index("A") if p == "##a" else i for i, p in enumerate(PIECES)],
                                             dtype=torch.int32)
    state["tables.syllables"] = torch.randint(0, 20, (len(PIECES), 4), generator=random, dtype=torch.int32)
    return state


def windows(random):
    """Of these lengths; the last two questions are longer than the limit, one window has no passage."""
    for question, passage in [(4, 20), (1, 3), (7, 60), (3, 1), (5, 0), (6, 130), (12, 25), (20, 9)]:
        pick = lambda n: torch.randint(5, len(PIECES), (n,), generator=random).tolist()
        yield [CLS, *pick(question), SEP, *pick(passage), SEP]
    # A full stop after a digit or a Latin letter ends no sentence; the same words stand before and after each.
    yield spelt("세종 나라 글자 ?",
                "세종 3 . 세종 글자 A . 글자 백성 ##a . 백성 나라 . 나라 세종 ? 글자 백성 . 나라 세종")
    # Two, three and four pieces in a row that the question has too.
    yield spelt("훈민 ##정음 누구 만들 ##었", "한글 훈민 ##정음 . 누구 만들 ##었 백성 . 훈민 ##정음 누구 만들 글자 만들")


def spelt(question, passage):
    question, passage = ([PIECES.index(piece) for piece in text.split()] for text in (question, passage))
    return [CLS, *question, SEP, *passage, SEP]


def main():
    random = torch.Generator().manual_seed(7)
    network = MrcMatch(config())
    network.load_state_dict(weights(network, random))
    export.write_weights(HERE, network.state_dict())
    export.write_config(HERE, config())
    (HERE / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    network, _ = export.load(HERE)
    golden = []
    for ids in windows(random):
        first = ids.index(SEP)
        segments = [0] * (first + 1) + [1] * (len(ids) - first - 1)
        with torch.no_grad():
            start, end = network(*(torch.tensor([row]) for row in (ids, [1] * len(ids), segments)))
        golden.append({"ids": ids, "start": [round(v, 6) for v in start[0].tolist()],
                       "end": [round(v, 6) for v in end[0].tolist()]})
    (HERE / "golden.json").write_text("[\n" + ",\n".join(map(json.dumps, golden)) + "\n]\n")


main()
