"""python -m train --korquad FILE --plain DIRECTORY --model DIRECTORY --work DIRECTORY"""
import argparse

import torch

from . import start, train


def main():
    options = argparse.ArgumentParser(prog="python -m train", description="From data to weights, on a CPU.")
    options.add_argument("--korquad", required=True, help="KorQuAD 1.0 articles, a JSON file")
    options.add_argument("--plain", required=True, help="directory of plain Korean text, *.txt.xz")
    options.add_argument("--model", default=".", help="the model directory to write")
    options.add_argument("--work", default="train/work", help="checkpoints")
    options.add_argument("--own", default="questions", help="directory of the project's own questions")
    options.add_argument("--cloze-rows", type=int, default=72000)
    options.add_argument("--mixed-rows", type=int, default=400000)
    options.add_argument("--rate", type=float, default=8e-4, help="highest learning rate of the second stage")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--resume", action="store_true", help="train what --model holds on: no new vocabulary, no first stage")
    given = options.parse_args()
    if not given.resume:
        start.begin(given.korquad, given.plain, given.model)
    torch.set_num_threads(given.threads)
    train.run(given)


if __name__ == "__main__":
    main()
