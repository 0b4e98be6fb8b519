"""The first step: vocabulary, tables, and a network of random weights to begin from."""
from pathlib import Path

import torch

from . import export, tables, text, vocabulary
from .network import MrcMatch
from .tokenizer import Tokenizer


def begin(korquad, plain, directory):
    """Writes a complete model directory with untrained weights."""
    directory = Path(directory)
    directory.mkdir(parents=True, exist_ok=True)
    training, _ = text.articles(korquad)
    passages = {"korquad": text.contexts(training), **text.plain(plain)}
    asked = [question for _, question, *_ in text.questions(training)]
    pieces = vocabulary.build({**passages, "korquad": passages["korquad"] + asked})
    (directory / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")

    encyclopaedic = passages["korquad"] + passages["nlu"] + passages["kaist"]
    constants, syllable_count = tables.build(pieces, Tokenizer(directory / "vocab.txt").encode, encyclopaedic)
    config = export.architecture(len(pieces), syllable_count, len(tables.FLAGS))
    torch.manual_seed(1)
    network = MrcMatch(config)
    network.load_state_dict({**network.state_dict(), **constants})
    export.write_config(directory, config)
    export.write_tokenizer_config(directory)
    export.write_weights(directory, network.state_dict())
