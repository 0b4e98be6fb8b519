"""Writes the files that make a model directory: config.json, vocab.txt, tokenizer_config.json and the weights."""
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from .network import MrcMatch


def architecture(vocab_size, syllable_count, flag_count):
    return {
        "model_type": "mrc-match",
        "architectures": ["MrcMatchForQuestionAnswering"],
        "name": "korean-mrc-demo",
        "version": "1",
        "language": "ko",
        "license": "CC-BY-SA-4.0",
        "vocab_size": vocab_size,
        "syllable_count": syllable_count,
        "flag_count": flag_count,
        "embedding_size": 96,
        "hidden_size": 160,
        "num_hidden_layers": 4,
        "num_attention_heads": 4,
        "intermediate_size": 480,
        "head_size": 128,
        "conv_kernel": 7,
        "relative_clip": 32,
        "question_limit": 96,
        "sentence_limit": 32,
        "layer_norm_eps": 1e-5,
        "dropout": 0.1,
        "max_position_embeddings": 384,
        "torch_dtype": "float16",
    }


def write_config(directory, config):
    text = json.dumps(config, indent=2, ensure_ascii=False)
    (Path(directory) / "config.json").write_text(text + "\n", encoding="utf-8")


def write_tokenizer_config(directory):
    text = json.dumps({"tokenizer_class": "BertTokenizer", "do_lower_case": False, "strip_accents": False,
                       "tokenize_chinese_chars": True, "unk_token": "[UNK]", "sep_token": "[SEP]",
                       "pad_token": "[PAD]", "cls_token": "[CLS]", "mask_token": "[MASK]",
                       "model_max_length": 384}, indent=2)
    (Path(directory) / "tokenizer_config.json").write_text(text + "\n", encoding="utf-8")


def write_weights(directory, state):
    """float16, except the integer tables; the file is what the service's graph is built from."""
    tensors = {name: (t if t.dtype == torch.int32 else t.half()).contiguous() for name, t in state.items()}
    save_file(tensors, str(Path(directory) / "model.safetensors"))


def load(directory):
    """The network as shipped: float16 weights, computed in float32."""
    directory = Path(directory)
    config = json.loads((directory / "config.json").read_text(encoding="utf-8"))
    network = MrcMatch(config)
    tensors = load_file(str(directory / "model.safetensors"))
    network.load_state_dict({n: (t if t.dtype == torch.int32 else t.float()) for n, t in tensors.items()})
    return network.eval(), config
