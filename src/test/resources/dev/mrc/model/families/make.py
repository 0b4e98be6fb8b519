"""Makes the Hugging Face directories beside this file: tiny checkpoints of random weights, and what transformers makes of them.

    python src/test/resources/dev/mrc/model/families/make.py

Needs transformers 4.57.6, torch and safetensors. README.md beside this file says what each directory is for.
"""
import json
import shutil
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import (AutoModelForQuestionAnswering, BertConfig, BertTokenizerFast, ElectraConfig, RobertaConfig,
                          logging)

import questions

HERE = Path(__file__).parent
LENGTH = 64
SHAPE = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 64,
         "max_position_embeddings": LENGTH}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
# klue/roberta-base numbers them so.
ROBERTA_SPECIAL = ["[CLS]", "[PAD]", "[SEP]", "[UNK]", "[MASK]"]
PIECES = """. , ? ! ( ) ' " - 1 2 3 ##0 ##1 ##4 ##년 ##월 ##일 a k ##a ##b bus A K ##B 😀 ##😀 漢 字
    누가 누구 ##인가 언제 어디 ##에서 무엇 ##인가요 왜 어떻게 몇
    바다 ##는 ##은 ##이 ##가 ##을 ##를 ##의 ##에 ##로 ##으로 ##와 ##과 ##도 ##만 ##까지 ##부터
    산 ##길 강 ##물 나무 ##꾼 마을 ##사람 ##들 도서 ##관 학교 선생 ##님 아이 할머니 배 ##꽃 등대 ##지기 고양이 ##발
    빵 ##집 시장 기차 ##역 버스 편지 사진 ##가게 노래 그림 ##책 우산 비 눈 ##사태 달 ##빛 별
    봄 여름 가을 겨울 아침 저녁 어제 오늘 내일
    지었 ##다 만들 ##었다 심 ##었 보냈 열렸 살 ##았 갔 ##고 했 ##는데 ##서 ##며 있 ##던 찾 ##아 ##요 옛 ##날 처음 작 ##은데""".split()


def vocabulary(special):
    assert len(set(PIECES)) == len(PIECES)
    return special + PIECES


def families():
    """Name, configuration, type the weights are stored in, settings of the tokenizer, special pieces."""
    size = {"vocab_size": len(vocabulary(SPECIAL)), **SHAPE}
    cased = {"do_lower_case": False}
    yield "bert", BertConfig(**size), torch.float32, cased, SPECIAL
    yield ("bert-gelu-new", BertConfig(**size, hidden_act="gelu_new", layer_norm_eps=1e-6, type_vocab_size=2), torch.float16,
           {"do_lower_case": True, "strip_accents": False}, SPECIAL)
    yield ("bert-relu", BertConfig(**{**size, "hidden_act": "relu", "num_attention_heads": 2}), torch.bfloat16, cased, SPECIAL)
    yield "electra", ElectraConfig(**size, embedding_size=16), torch.float32, cased, SPECIAL
    yield "electra-base", ElectraConfig(**size, embedding_size=32), torch.float32, cased, SPECIAL
    roberta = {**size, "max_position_embeddings": LENGTH + 2, "type_vocab_size": 1, "layer_norm_eps": 1e-5,
               "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "tokenizer_class": "BertTokenizer"}
    yield "roberta", RobertaConfig(**roberta), torch.float32, cased, ROBERTA_SPECIAL


def randomize(model, random):
    """
    Wide enough that a wrong layer shows in the logits, narrow enough that half precision stays within 2e-2. Where the
    epsilon is not BERT's, small embeddings make it show.
    """
    epsilon = model.config.layer_norm_eps
    embedding = 0.3 if epsilon == 1e-12 else 10 * epsilon ** 0.5
    state = {}
    for name, tensor in model.state_dict().items():
        noise = torch.randn(tensor.shape, generator=random)
        if "LayerNorm" in name:
            state[name] = 1 + 0.3 * noise if name.endswith("weight") else 0.2 * noise
        elif name.startswith("qa_outputs.weight"):
            state[name] = 0.25 * noise
        else:
            state[name] = (embedding if "_embeddings." in name else 0.3) * noise
    return state


def leftovers(state, name, random):
    """What files of fine-tuned models also hold and no answer depends on."""
    if name == "bert-gelu-new":
        state["bert.pooler.dense.weight"] = torch.randn(32, 32, generator=random)
        state["bert.pooler.dense.bias"] = torch.randn(32, generator=random)
        state["bert.embeddings.position_ids"] = torch.arange(LENGTH).unsqueeze(0)
    if name == "electra":
        state["electra.embeddings.position_ids"] = torch.arange(LENGTH).unsqueeze(0)
    return state


def stored(tensor, dtype):
    return (tensor.to(dtype) if tensor.is_floating_point() else tensor).contiguous()


def write(directory, config, state, dtype, settings, special):
    directory.mkdir(exist_ok=True)
    config.architectures = [{"bert": "Bert", "electra": "Electra", "roberta": "Roberta"}[config.model_type]
                            + "ForQuestionAnswering"]
    config.dtype = dtype
    config.save_pretrained(directory)
    save_file({key: stored(tensor, dtype) for key, tensor in state.items()}, directory / "model.safetensors", {"format": "pt"})
    (directory / "vocab.txt").write_text("\n".join(vocabulary(special)) + "\n", encoding="utf-8")
    pieces = {f"{part}_token": f"[{part.upper()}]" for part in ("unk", "sep", "pad", "cls", "mask")}
    settings = {**settings, "model_max_length": LENGTH, "tokenizer_class": "BertTokenizer", **pieces}
    (directory / "tokenizer_config.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def shard(source, target):
    """The same weights in two files, the same vocabulary in a tokenizer.json."""
    target.mkdir(exist_ok=True)
    shutil.copy(source / "config.json", target)
    state = load_file(source / "model.safetensors")
    shards = {"model-00001-of-00002.safetensors": {}, "model-00002-of-00002.safetensors": {}}
    for key, tensor in state.items():
        shards["model-0000%d-of-00002.safetensors" % (1 if "embeddings" in key or "layer.0" in key else 2)][key] = tensor
    for file, tensors in shards.items():
        save_file(tensors, target / file, {"format": "pt"})
    index = {"metadata": {"total_size": sum(4 * tensor.numel() for tensor in state.values())},
             "weight_map": {key: file for file, tensors in sorted(shards.items()) for key in sorted(tensors)}}
    (target / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")
    tokenizer = BertTokenizerFast(str(source / "vocab.txt"), do_lower_case=False)
    tokenizer.backend_tokenizer.save(str(target / "tokenizer.json"))
    assert Tokenizer.from_file(str(target / "tokenizer.json")).get_vocab_size() == len(vocabulary(SPECIAL))


def row(special, question, length, random, unknown=()):
    """Ids of a row of this length, {@code unknown} the places that are [UNK]."""
    ids = torch.randint(len(special), len(vocabulary(special)), (length,), generator=random).tolist()
    for place in unknown:
        ids[place] = special.index("[UNK]")
    ids[0] = special.index("[CLS]")
    ids[question + 1] = ids[-1] = special.index("[SEP]")
    return ids, [0] * (question + 2) + [1] * (length - question - 2)


def cases(special):
    """Name, length of the input, rows."""
    random = torch.Generator().manual_seed(11)
    one = lambda *shape, **more: row(special, *shape, random, **more)
    yield "full", LENGTH, [one(9, LENGTH)]
    yield "short", 11, [one(3, 11)]
    yield "padded", LENGTH, [one(5, 23)]
    yield "mixed", 48, [one(7, 31), one(2, 7), one(12, 48), one(4, 20)]
    yield "unknown", 26, [one(6, 26, unknown=(2, 10, 11, 19))]
    yield "mixed padded", LENGTH, [one(1, 5), one(20, LENGTH), one(8, 40, unknown=(30,))]


def golden(model, special):
    pad = special.index("[PAD]")
    for name, length, rows in cases(special):
        fill = lambda values, with_: [list(row) + [with_] * (length - len(row)) for row in values]
        ids = fill([ids for ids, _ in rows], pad)
        mask = fill([[1] * len(ids) for ids, _ in rows], 0)
        segments = fill([segments for _, segments in rows], 0)
        types = torch.tensor(segments)
        if model.config.type_vocab_size == 1:
            types = torch.zeros_like(types)
        with torch.no_grad():
            out = model(input_ids=torch.tensor(ids), attention_mask=torch.tensor(mask), token_type_ids=types)
        real = lambda logits: [[round(v, 6) for v in of_row[:len(ids)]] for of_row, (ids, _) in zip(logits.tolist(), rows)]
        yield {"name": name, "input_ids": ids, "input_mask": mask, "segment_ids": segments, "start": real(out.start_logits),
               "end": real(out.end_logits)}


def lines(rows):
    return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n"


def main():
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    for seed, (name, config, dtype, settings, special) in enumerate(families()):
        random = torch.Generator().manual_seed(seed)
        state = randomize(AutoModelForQuestionAnswering.from_config(config), random)
        write(HERE / name, config, leftovers(state, name, random), dtype, settings, special)
        # As stored, widened to float32.
        model = AutoModelForQuestionAnswering.from_pretrained(HERE / name, dtype=torch.float32).eval()
        (HERE / name / "golden.json").write_text(lines(golden(model, special)), encoding="utf-8")
    shard(HERE / "bert", HERE / "bert-sharded")
    (HERE / "bert" / "answers.json").write_text(questions.answers(HERE / "bert"), encoding="utf-8")


if __name__ == "__main__":
    main()
