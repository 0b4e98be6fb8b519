"""Makes bert-tf1: the weights of bert as a TensorFlow 1 checkpoint, and its logits by google-research/bert's own modeling.py.

    python src/test/resources/dev/mrc/model/families/make_tf1.py

Runs after make.py. Needs tensorflow-cpu 2.21.0, tf_keras, safetensors, six and bert-tensorflow 1.0.4, which is
google-research/bert as Google published it; it was written for TensorFlow 1, hence the detour in modeling() below.
"""
import json
import os
import shutil
import sys
import types
from pathlib import Path

os.environ["TF_USE_LEGACY_KERAS"] = "1"  # tf.layers.dense
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow
from safetensors.numpy import load_file

tf = tensorflow.compat.v1
HERE = Path(__file__).parent
SOURCE, TARGET = HERE / "bert", HERE / "bert-tf1"


def layer_norm(inputs, begin_norm_axis, begin_params_axis, scope):
    """As tf.contrib.layers.layer_norm, which TensorFlow 2 lost: variables beta and gamma, epsilon 1e-12."""
    assert begin_norm_axis == begin_params_axis == -1
    with tf.variable_scope(scope, "LayerNorm"):
        width = [inputs.shape[-1]]
        beta = tf.get_variable("beta", width, initializer=tf.zeros_initializer())
        gamma = tf.get_variable("gamma", width, initializer=tf.ones_initializer())
        mean, variance = tf.nn.moments(inputs, [-1], keep_dims=True)
        return tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, 1e-12)


def modeling():
    """The published module, given TensorFlow 1's names."""
    layers = types.ModuleType("tensorflow.contrib.layers")
    layers.layer_norm = layer_norm
    contrib = types.ModuleType("tensorflow.contrib")
    contrib.layers = layers
    whole = sys.modules["tensorflow"]
    sys.modules.update({"tensorflow": tf, "tensorflow.contrib": contrib, "tensorflow.contrib.layers": layers})
    try:
        from bert import modeling
    finally:
        sys.modules["tensorflow"] = whole
    return modeling


def logits(config, bert, ids, mask, segments):
    """As create_model of run_squad.py: hidden states times output_weights, transposed, plus output_bias."""
    hidden = bert.BertModel(config, False, ids, mask, segments).get_sequence_output()
    with tf.variable_scope("cls/squad"):
        weights = tf.get_variable("output_weights", [2, config.hidden_size])
        bias = tf.get_variable("output_bias", [2])
    return tf.unstack(tf.einsum("bsh,kh->kbs", hidden, weights) + bias[:, None, None])


def unused(config):
    """What checkpoints of training and of pre-training also hold."""
    hidden = config.hidden_size
    tf.get_variable("cls/predictions/output_bias", [config.vocab_size])
    tf.get_variable("cls/predictions/transform/dense/kernel", [hidden, hidden])
    tf.get_variable("cls/predictions/transform/dense/bias", [hidden])
    tf.get_variable("cls/predictions/transform/LayerNorm/gamma", [hidden])
    tf.get_variable("cls/predictions/transform/LayerNorm/beta", [hidden])
    tf.get_variable("cls/seq_relationship/output_weights", [2, hidden])
    for slot in ("adam_m", "adam_v"):
        tf.get_variable("bert/encoder/layer_0/attention/self/query/kernel/" + slot, [hidden, hidden])
    tf.train.get_or_create_global_step()


def source_name(name):
    """Name in model.safetensors of what a checkpoint calls so, and whether it is transposed there."""
    if name.startswith("cls/squad/output_"):
        return "qa_outputs." + {"weights": "weight", "bias": "bias"}[name.rsplit("_", 1)[1]], False
    ends = {"kernel": "weight", "gamma": "weight", "beta": "bias", "bias": "bias"}
    *path, last = name.replace("/layer_", "/layer/").split("/")
    last = ends.get(last, last + ".weight")
    return ".".join([*path, last]), name.endswith("/kernel")


def value(variable, weights, random):
    """The variable's weights in bert, or noise where bert has none."""
    name, transposed = source_name(variable.op.name)
    if name in weights:
        return weights[name].T if transposed else weights[name]
    shape = variable.shape.as_list()
    return random.normal(size=shape).astype(np.float32) if shape else np.int64(1234)


def golden(session, feeds, outputs):
    for case in json.loads((SOURCE / "golden.json").read_text(encoding="utf-8")):
        inputs = {tensor: case[name] for name, tensor in feeds.items()}
        start, end = session.run(outputs, inputs)
        real = lambda rows: [[round(float(v), 6) for v in row[:sum(mask)]] for row, mask in zip(rows, case["input_mask"])]
        yield {**case, "start": real(start), "end": real(end)}


def main():
    tf.disable_v2_behavior()
    TARGET.mkdir(exist_ok=True)
    settings = json.loads((SOURCE / "config.json").read_text())
    known = ["attention_probs_dropout_prob", "hidden_act", "hidden_dropout_prob", "hidden_size", "initializer_range",
             "intermediate_size", "max_position_embeddings", "num_attention_heads", "num_hidden_layers", "type_vocab_size",
             "vocab_size"]
    (TARGET / "bert_config.json").write_text(json.dumps({key: settings[key] for key in known}, indent=2) + "\n")
    shutil.copy(SOURCE / "vocab.txt", TARGET)
    bert = modeling()
    config = bert.BertConfig.from_json_file(str(TARGET / "bert_config.json"))
    feeds = {name: tf.placeholder(tf.int32, [None, None]) for name in ("input_ids", "input_mask", "segment_ids")}
    outputs = logits(config, bert, *feeds.values())
    unused(config)
    weights, random = load_file(SOURCE / "model.safetensors"), np.random.default_rng(3)
    taken = {source_name(variable.op.name)[0] for variable in tf.global_variables()}
    assert taken >= weights.keys(), weights.keys() - taken
    with tf.Session() as session:
        for variable in sorted(tf.global_variables(), key=lambda v: v.op.name):
            variable.load(value(variable, weights, random), session)
        tf.train.Saver().save(session, str(TARGET / "bert_model.ckpt"), write_meta_graph=False, write_state=False)
        lines = ",\n".join(json.dumps(case) for case in golden(session, feeds, outputs))
    (TARGET / "golden.json").write_text("[\n" + lines + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
