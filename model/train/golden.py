"""Writes token rows and the logits that the shipped weights give for them: the graph in the service must agree.

python -m train.golden MODEL_DIRECTORY FILE
"""
import json
import sys
import unicodedata
from pathlib import Path

import torch

from . import export
from .data import Row, batch
from .tokenizer import CLS, SEP, Tokenizer

LIBRARY = ("솔빛도서관은 2019년 3월 12일 바람시 은행나무길에 문을 열었다. 설계는 건축가 한가람이 맡았고, 공사비는 모두 48억 원이 들었다. "
           "1층에는 어린이 열람실과 작은 극장이 있으며, 2층에는 일반 열람실이 있다. 장서는 6만 2천 권이다.")
TEA = ("차나무 잎을 딴 뒤 곧바로 덖으면 녹차가 되고, 충분히 발효시키면 홍차가 된다. 우롱차(烏龍茶)는 그 중간이다. "
       "'첫물차'는 곡우 무렵에 딴 잎으로 만든 차를 뜻한다.")
SHIP = ("탐사선 '누리별 3호'는 2031년에 발사될 예정이다. 무게는 1,250 kg이며 길이는 7.4m다. 발사 뒤 14개월 만에 화성에 닿는다. "
        "연구 책임자인 정다온 박사는 \"물의 흔적을 찾는 것이 첫째 목표\"라고 말했다. ")
VILLAGE = ("물안마을에는 예순 가구가 산다. 마을 사람들은 해마다 10월 첫째 토요일에 등불 축제를 연다. 축제는 1987년에 이장 오복례가 처음 열었다. "
           "첫해에는 등불이 서른 개뿐이었지만 지금은 3천 개가 넘는다. 축제날 저녁이면 아이들이 강가에서 종이배를 띄운다. "
           "종이배에는 저마다 바라는 일을 적는다. 마을 회관에서는 메밀전과 도토리묵을 나누어 먹는다. 2005년에는 큰비로 축제가 열리지 못했다. ")

CASES = {
    "one row": [("솔빛도서관을 설계한 사람은?", LIBRARY)],
    "padded rows": [("솔빛도서관은 언제 문을 열었는가?", LIBRARY), ("우롱차의 한자는?", TEA), ("장서는 몇 권인가?", LIBRARY)],
    "no answer": [("누리별 3호의 무게는 얼마인가?", TEA), ("누리별 3호의 무게는 얼마인가?", SHIP)],
    "long row": [("등불 축제를 처음 연 사람은 누구인가?", VILLAGE + SHIP + LIBRARY + TEA)],
    "signs and unknown pieces": [("Which 단위? 🙂", "값은 3.5%(±0.2)다. 🙂 㐀䶵 ABC-12는 x² + y² = 1 … ㅋㅋ 「끝」!")],
    "shortest": [("왜?", "비.")],
}


def row(tokenizer, asked, context):
    asked, context = (tokenizer.encode(unicodedata.normalize("NFC", text))[0] for text in (asked, context))
    return Row([CLS, *asked, SEP, *context, SEP], len(asked), 0, 0)


def case(network, tokenizer, name, pairs):
    ids, mask, segments, *_ = batch([row(tokenizer, *pair) for pair in pairs])
    with torch.no_grad():
        start, end = network(ids, mask, segments)
    return {"name": name, "input_ids": ids.tolist(), "input_mask": mask.tolist(), "segment_ids": segments.tolist(),
            "start_logits": rounded(start), "end_logits": rounded(end)}


def rounded(logits):
    return [[round(value, 5) for value in line] for line in logits.tolist()]


def main(directory, file):
    network, _ = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    cases = [case(network, tokenizer, name, pairs) for name, pairs in CASES.items()]
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in cases)
    Path(file).write_text(f'{{"cases":[\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
