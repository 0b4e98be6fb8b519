"""python -m train --korquad FILE --plain DIRECTORY --model DIRECTORY --work DIRECTORY"""
import argparse

from . import start, train


def main():
    options = argparse.ArgumentParser(prog="python -m train", description="From data to weights, on one CPU thread.")
    options.add_argument("--korquad", required=True, help="KorQuAD 1.0 articles, a JSON file")
    options.add_argument("--plain", required=True, help="directory of plain Korean text, *.txt.xz")
    options.add_argument("--model", default=".", help="the model directory to write")
    options.add_argument("--work", default="train/work", help="checkpoints")
    options.add_argument("--cloze-minutes", type=float, default=13)
    options.add_argument("--mixed-minutes", type=float, default=45)
    options.add_argument("--last-minutes", type=float, default=15, help="the last stage, on every article; 0 leaves it out")
    options.add_argument("--resume", action="store_true", help="keep the vocabulary and network that are there")
    given = options.parse_args()
    if not given.resume:
        start.begin(given.korquad, given.plain, given.model)
    train.run(given.korquad, given.plain, given.model, given.work, given.cloze_minutes, given.mixed_minutes,
              given.last_minutes)


if __name__ == "__main__":
    main()
