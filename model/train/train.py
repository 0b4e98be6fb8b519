"""Two stages: cloze questions only, then four fifths questions that were written and one fifth fresh cloze."""
import copy
import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from . import evaluate, export, text
from .data import Rows, batches
from .tokenizer import Tokenizer

BATCH = 16
WRITTEN = 0.8  # share of written questions in the second stage
CLOZE_WEIGHTS = {"korquad": 0.5, "nlu": 0.2, "kaist": 0.06, "netdocs": 0.08, "tfdocs": 0.06, "pydocs": 0.06,
                 "cppdocs": 0.04}


def rows(sources, tokenizer, tables, seed):
    training, aside = text.articles(sources.korquad)
    passages = {"korquad": text.contexts(training), **text.plain(sources.plain)}
    weighted = [(passages[source], weight) for source, weight in CLOZE_WEIGHTS.items()]
    written = text.questions(training) + text.own(sources.own, "train")
    return Rows(tokenizer, written, weighted, limit=256, seed=seed, tables=tables), text.questions(aside)


def loss_of(network, batch):
    ids, mask, segments, start, end = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        start_logits, end_logits = network(ids, mask, segments)
    return F.cross_entropy(start_logits, start) + F.cross_entropy(end_logits, end)


def rate(done, peak, warm=0.04):
    """Learning rate by the share of the rows that were seen: a short rise, then a cosine down to 2 %."""
    if done < warm:
        return peak * done / warm
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - warm) / (1 - warm)))))


def stage(network, draw, total, peak, decay, log, checkpoint, check=None, check_every=24000):
    """Trains on so many rows; returns the moving average of the weights."""
    optimizer = torch.optim.AdamW(_groups(network), lr=peak, betas=(0.9, 0.98))
    average = copy.deepcopy(network).eval()
    drawn, recent, steps = batches(draw, BATCH), [], total // BATCH
    for step in range(1, steps + 1):
        for group in optimizer.param_groups:
            group["lr"] = rate(step / steps, peak)
        loss = loss_of(network, next(drawn))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        recent.append(loss.item())
        keep = min(decay, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)
        if step % 200 == 0:
            log(f"rows {step * BATCH}  loss {sum(recent) / len(recent):.3f}")
            recent = []
        if step * BATCH % check_every < BATCH:
            torch.save(average.state_dict(), checkpoint)
            if check:
                log(check(average))
    torch.save(average.state_dict(), checkpoint)
    return average


def _groups(network):
    decayed = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    return [{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0.0}]


def run(sources, directory, work, cloze_rows, mixed_rows, seed=1):
    """Trains the network of a model directory and writes its weights there; finished stages in `work` are not repeated."""
    torch.manual_seed(seed)
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    network, config = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    tables = {name: tensor for name, tensor in network.state_dict().items() if name.startswith("tables.")}
    network.train()

    def log(line):
        print(time.strftime("%H:%M:%S"), line, flush=True)

    drawn, aside = rows(sources, tokenizer, tables, seed)

    def check(average):
        return json.dumps(evaluate.measure(average, tokenizer, aside[::4])["summary"])

    pretrained = work / "cloze.pt"
    if not pretrained.exists():
        average = stage(network, drawn.made, cloze_rows, 1e-3, 0.998, log, work / "cloze-part.pt", check)
        torch.save(average.state_dict(), pretrained)
    network.load_state_dict(torch.load(pretrained))
    network.train()

    drawn.limit = 288

    def mixed():
        return drawn.people() if drawn.rng.random() < WRITTEN else drawn.made()
    average = stage(network, mixed, mixed_rows, 8e-4, 0.999, log, work / "mixed.pt", check)
    log(json.dumps(evaluate.measure(average, tokenizer, aside)["summary"]))
    export.write_weights(directory, average.state_dict())
