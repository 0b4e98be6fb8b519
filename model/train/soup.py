"""The plain mean of the weights of several runs that began from the same ones: often better than each of them.

python -m train.soup MODEL_DIRECTORY WORK/mixed.pt WORK/mixed.pt ...
"""
import sys

import torch

from . import export


def mean(states):
    return {name: tensor if tensor.dtype == torch.int32 else sum(state[name] for state in states) / len(states)
            for name, tensor in states[0].items()}


if __name__ == "__main__":
    export.write_weights(sys.argv[1], mean([torch.load(path) for path in sys.argv[2:]]))
