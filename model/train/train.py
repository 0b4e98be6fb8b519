"""Two stages: cloze questions only, then three quarters questions that people wrote and one quarter fresh cloze."""
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
CLOZE_WEIGHTS = {"korquad": 0.5, "nlu": 0.2, "kaist": 0.06, "netdocs": 0.08, "tfdocs": 0.06, "pydocs": 0.06,
                 "cppdocs": 0.04}


def rows(korquad, plain, tokenizer, tables, seed, limit, every=False):
    training, aside = text.articles(korquad)
    if every:
        training, aside = training + aside, []
    passages = {"korquad": text.contexts(training), **text.plain(plain)}
    weighted = [(passages[source], weight) for source, weight in CLOZE_WEIGHTS.items()]
    return Rows(tokenizer, text.questions(training), weighted, limit=limit, seed=seed, tables=tables), aside


def loss_of(network, batch):
    ids, mask, segments, start, end = batch
    with torch.autocast("cpu", dtype=torch.bfloat16):
        start_logits, end_logits = network(ids, mask, segments)
    return F.cross_entropy(start_logits, start) + F.cross_entropy(end_logits, end)


def rate(done, peak, warm=0.04):
    """Learning rate by the share of the time that has passed: a short rise, then a cosine down to 2 %."""
    if done < warm:
        return peak * done / warm
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - warm) / (1 - warm)))))


def stage(network, draw, minutes, peak, decay, log, checkpoint, check=None, check_every=8.0):
    """Trains for so many minutes of wall clock; returns the moving average of the weights."""
    optimizer = torch.optim.AdamW(_groups(network), lr=peak, betas=(0.9, 0.98))
    average = copy.deepcopy(network).eval()
    begun, checked, step, recent = time.time(), 0.0, 0, []
    for batch in batches(draw, BATCH):
        passed = (time.time() - begun) / 60
        if passed >= minutes:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate(passed / minutes, peak)
        loss = loss_of(network, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step += 1
        recent.append(loss.item())
        keep = min(decay, (1 + step) / (10 + step))
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(network.parameters()), 1 - keep)
        if step % 100 == 0:
            log(f"{passed:6.1f} min  step {step}  rows {step * BATCH}  loss {sum(recent) / len(recent):.3f}")
            recent = []
        if passed - checked >= check_every:
            checked = passed
            torch.save(average.state_dict(), checkpoint)
            if check:
                log(check(average))
    torch.save(average.state_dict(), checkpoint)
    return average


def _groups(network):
    decayed = [p for p in network.parameters() if p.dim() > 1]
    others = [p for p in network.parameters() if p.dim() <= 1]
    return [{"params": decayed, "weight_decay": 0.02}, {"params": others, "weight_decay": 0.0}]


def run(korquad, plain, directory, work, cloze_minutes, mixed_minutes, last_minutes=0.0, seed=1):
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    work = Path(work)
    work.mkdir(parents=True, exist_ok=True)
    network, config = export.load(directory)
    tokenizer = Tokenizer(Path(directory) / "vocab.txt")
    tables = {name: tensor for name, tensor in network.state_dict().items() if name.startswith("tables.")}
    network.train()

    def log(line):
        print(time.strftime("%H:%M:%S"), line, flush=True)

    drawn, aside = rows(korquad, plain, tokenizer, tables, seed, limit=256)
    some = text.questions(aside)[::4]

    def check(average):
        return json.dumps(evaluate.measure(average, tokenizer, some)["summary"])

    pretrained = work / "cloze.pt"
    if pretrained.exists():
        network.load_state_dict(torch.load(pretrained))
    else:
        average = stage(network, drawn.made, cloze_minutes, 1e-3, 0.995, log, work / "cloze-part.pt", check)
        network.load_state_dict(average.state_dict())
        torch.save(average.state_dict(), pretrained)
        log(check(average))

    drawn.limit = 288

    def mixed():
        return drawn.people() if drawn.rng.random() < 0.72 else drawn.made()
    network.train()
    average = stage(network, mixed, mixed_minutes, 8e-4, 0.998, log, work / "mixed.pt", check)
    result = evaluate.measure(average, tokenizer, text.questions(aside))
    log(json.dumps(result["summary"]))
    if last_minutes:
        # What was kept aside has served its purpose: the last stage learns from those articles too. Nothing is left here to
        # measure its weights by; the figures above are of the weights before it.
        network.load_state_dict(average.state_dict())
        network.train()
        drawn, _ = rows(korquad, plain, tokenizer, tables, seed + 1, limit=288, every=True)
        average = stage(network, mixed, last_minutes, 6e-4, 0.998, log, work / "last.pt")
    export.write_weights(directory, average.state_dict())
