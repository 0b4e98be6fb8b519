"""Two stages: cloze questions only, then mostly questions that were written and a few fresh cloze questions."""
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

BATCH = 32
WRITTEN = 0.9  # share of written questions in the second stage
KORQUAD = 0.15  # of these, the share of KorQuAD's
CLOZE_WEIGHTS = {"own": 0.35, "korquad": 0.3, "nlu": 0.12, "kaist": 0.05, "netdocs": 0.06, "tfdocs": 0.04, "pydocs": 0.04,
                 "cppdocs": 0.04}


def rows(sources, tokenizer, tables, seed):
    """(KorQuAD's questions, our own, both as Rows that also make cloze questions; questions kept aside)."""
    training, aside = text.articles(sources.korquad)
    own = text.own(sources.own, "train")
    passages = {"korquad": text.contexts(training), "own": list({item[2]: None for item in own}), **text.plain(sources.plain)}
    weighted = [(passages[source], weight) for source, weight in CLOZE_WEIGHTS.items()]
    korquad = Rows(tokenizer, text.questions(training), weighted, seed=seed, tables=tables,
                   neighbours=text.neighbours(training))
    return korquad, Rows(tokenizer, own, weighted, seed=seed + 1000, tables=tables), text.questions(aside)


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
    optimizer = torch.optim.AdamW(_groups(network), lr=peak, betas=(0.9, 0.98), fused=True)
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


def run(given):
    """Trains the network of a model directory and writes its weights there and, as `mixed.pt`, into the work directory.

    A finished first stage in the work directory is not repeated; with `--resume`, what the directory holds is trained on
    without one.
    """
    torch.manual_seed(given.seed)
    work = Path(given.work)
    work.mkdir(parents=True, exist_ok=True)
    network, _ = export.load(given.model)
    tokenizer = Tokenizer(Path(given.model) / "vocab.txt")
    tables = {name: tensor for name, tensor in network.state_dict().items() if name.startswith("tables.")}
    network.train()

    def log(line):
        print(time.strftime("%H:%M:%S"), line, flush=True)

    korquad, own, aside = rows(given, tokenizer, tables, given.seed)
    dev = [item for item in text.own(given.own, "dev") if item[3] >= 0]

    def check(average):
        return json.dumps({"korquad": evaluate.measure(average, tokenizer, aside[::4])["summary"],
                           "own": evaluate.measure(average, tokenizer, dev[::4])["summary"]})

    if not given.resume:
        pretrained = work / "cloze.pt"
        if not pretrained.exists():
            korquad.limit = 256
            average = stage(network, korquad.made, given.cloze_rows, 1e-3, 0.998, log, work / "cloze-part.pt", check)
            torch.save(average.state_dict(), pretrained)
        network.load_state_dict(torch.load(pretrained))
        network.train()
        korquad.limit = 288

    def mixed():
        if korquad.rng.random() >= WRITTEN:
            return korquad.made()
        return (korquad if korquad.rng.random() < KORQUAD else own).people()
    average = stage(network, mixed, given.mixed_rows, given.rate, 0.999, log, work / "mixed.pt", check)
    log(check(average))
    export.write_weights(given.model, average.state_dict())
