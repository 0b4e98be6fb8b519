"""The network, as plain as its translation into another graph language needs it.

Shapes: B rows, L tokens of a row, Q = min(L, question_limit) leading tokens among which the question lies,
S = sentence_limit sentences, D = hidden_size, H heads, V pieces. All features are float32.
A row's logits do not depend on how much padding follows it.
"""
import functools

import torch
import torch.nn.functional as F
from torch import nn

from .tokenizer import CLS, SEP

FLAG_SENTENCE_END, FLAG_DIGIT, FLAG_LATIN = 5, 1, 3
NEAR, FAR = 6, 15
MATCH_FEATURES = 17
BLOCKED = -1e4


def shift(x, by):
    """y[:, i] = x[:, i + by] along axis 1, zero where i + by falls outside."""
    pad = [0, 0] * (x.dim() - 2)
    if by >= 0:
        return F.pad(x[:, by:], pad + [0, by])
    return F.pad(x[:, :by], pad + [-by, 0])


class Features(nn.Module):
    """What can be said of each token from the ids alone, by counting exact matches. Nothing here is learnt."""

    def __init__(self, config):
        super().__init__()
        self.question_limit, self.sentence_limit = config["question_limit"], config["sentence_limit"]

    def forward(self, tables, ids, mask, segments):
        """ids, mask, segments: int64 [B, L]; returns float32 [B, L, 17 + 9] and the passage mask [B, L]."""
        word = mask * (ids != CLS) * (ids != SEP)                       # [B, L] 1 on real pieces
        passage = (word * (segments == 1)).float()                      # [B, L]
        question = (word * (segments == 0)).float()                     # [B, L]
        canonical = tables.canonical.long()[ids]                        # [B, L]
        idf = tables.idf[ids] * word                                    # [B, L]
        flags = tables.flags[ids] * word[:, :, None]                    # [B, L, 9]

        # equal[b, i, j]: passage token i is, but for case and '##', question token j.
        q = self.question_limit
        asked = question[:, :q]                                         # [B, Q]
        equal = (canonical[:, :, None] == canonical[:, None, :q]).float()
        equal = equal * passage[:, :, None] * asked[:, None, :]         # [B, L, Q]
        after = F.pad(equal, [0, 1, 0, 1])[:, 1:, 1:]                   # [B, L, Q] equal[i + 1, j + 1]
        after2 = F.pad(equal, [0, 2, 0, 2])[:, 2:, 2:]                  # [B, L, Q] equal[i + 2, j + 2]
        pair = equal * after                                            # [B, L, Q] two in a row from (i, j)
        triple = pair * after2                                          # [B, L, Q] three in a row from (i, j)

        match = equal.amax(2)                                           # [B, L]
        pair1 = pair.amax(2)
        bigram = torch.maximum(pair1, shift(pair1, -1))                 # [B, L] within any two in a row
        triple1 = triple.amax(2)
        trigram = torch.maximum(torch.maximum(triple1, shift(triple1, -1)), shift(triple1, -2))

        weight = idf[:, :q] * asked                                     # [B, Q] sums to one over the question
        weight = weight / (weight.sum(1, keepdim=True) + 1e-6)

        # Sentences: one ends at .?! unless a digit or a Latin letter comes right before it.
        end = flags[:, :, FLAG_SENTENCE_END] * passage
        before = torch.maximum(shift(flags[:, :, FLAG_DIGIT], -1), shift(flags[:, :, FLAG_LATIN], -1))
        end = end * (1 - before)                                        # [B, L]
        number = torch.cumsum(end, 1) - end                             # [B, L] the sentence that holds token i
        number = torch.clamp(number, max=self.sentence_limit - 1)
        names = torch.arange(self.sentence_limit, device=ids.device).float()
        member = (number[:, :, None] == names).float() * passage[:, :, None]        # [B, L, S]

        def covered(hits):                                              # [B, L, Q] -> [B, S]
            found = torch.matmul(member.transpose(1, 2), hits)          # [B, S, Q] hits in each sentence
            return torch.matmul(torch.clamp(found, max=1.0), weight[:, :, None])[:, :, 0]

        def spread(by_sentence):                                        # [B, S] -> [B, L]
            return torch.matmul(member, by_sentence[:, :, None])[:, :, 0]

        by_sentence = covered(equal)                                    # [B, S]
        sentence = spread(by_sentence)                                  # [B, L]
        sentence_pairs = spread(covered(pair))
        best = by_sentence.amax(1, keepdim=True)                        # [B, 1]
        behind = (sentence - best) * passage
        leads = (behind > -1e-5).float() * passage
        previous = spread(shift(by_sentence, -1))                       # coverage of the sentence before
        following = spread(shift(by_sentence, 1))

        # Coverage within NEAR and FAR tokens on both sides, by the difference of two running sums.
        padded = F.pad(equal, [0, 0, FAR + 1, FAR])                     # [B, L + 2 FAR + 1, Q]
        running = torch.cumsum(padded, 1)
        length = ids.shape[1]

        def around(reach):                                              # [B, L]
            upper = running[:, FAR + 1 + reach:FAR + 1 + reach + length]
            lower = running[:, FAR - reach:FAR - reach + length]
            hits = torch.clamp(upper - lower, max=1.0)                  # [B, L, Q]
            return torch.matmul(hits, weight[:, :, None])[:, :, 0] * passage

        answered = equal.amax(1)                                        # [B, Q] question token is in the passage
        answered = F.pad(answered, [0, length - answered.shape[1]])     # [B, L]

        columns = [match, match * idf, bigram, trigram, sentence, sentence_pairs, behind, leads, previous,
                   following, around(NEAR), around(FAR), answered, idf, best * mask, passage, question]
        return torch.cat([torch.stack(columns, 2), flags], 2), passage  # [B, L, 26]


class Tables(nn.Module):
    """Constants indexed by token id; see tables.py."""

    def __init__(self, config):
        super().__init__()
        size = config["vocab_size"]
        self.register_buffer("canonical", torch.zeros(size, dtype=torch.int32))
        self.register_buffer("idf", torch.zeros(size))
        self.register_buffer("flags", torch.zeros(size, config["flag_count"]))
        self.register_buffer("syllables", torch.zeros(size, 4, dtype=torch.int32))


class Dropout(nn.Module):
    """Dropout whose random mask is cut out of one drawn beforehand: on a CPU, drawing costs more than the network."""

    SIZE = 1 << 24

    def __init__(self, rate):
        super().__init__()
        self.rate, self.pool = rate, None

    def forward(self, x):
        if not self.training or self.rate == 0:
            return x
        if self.pool is None:
            self.pool = _masks(self.rate, self.SIZE)
        at = int(torch.randint(self.SIZE - x.numel(), ()))
        return x * self.pool[at:at + x.numel()].view(x.shape).to(x.dtype)


@functools.cache
def _masks(rate, size):
    return (torch.rand(size) >= rate).to(torch.bfloat16) / (1 - rate)


class Block(nn.Module):
    """Depthwise convolution, self-attention, feed-forward; each behind a layer norm and added to its input."""

    def __init__(self, config):
        super().__init__()
        width, inner, eps = config["hidden_size"], config["intermediate_size"], config["layer_norm_eps"]
        self.heads, self.clip = config["num_attention_heads"], config["relative_clip"]
        self.conv_norm = nn.LayerNorm(width, eps=eps)
        self.conv_weight = nn.Parameter(torch.randn(config["conv_kernel"], width) * 0.1)
        self.conv_bias = nn.Parameter(torch.zeros(width))
        self.attention_norm = nn.LayerNorm(width, eps=eps)
        self.qkv = nn.Linear(width, 3 * width)
        self.position = nn.Parameter(torch.zeros(2 * self.clip + 1, self.heads))
        self.out = nn.Linear(width, width)
        self.feed_norm = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.drop = Dropout(config["dropout"])

    def convolve(self, x, real):
        """x [B, L, D], real [B, L, 1]; y[i] = bias + sum over k of weight[k] * x[i + k - kernel // 2]."""
        kernel, length = self.conv_weight.shape[0], x.shape[1]
        x = F.pad((self.conv_norm(x) * real).to(self.computing()), [0, 0, kernel // 2, kernel // 2])
        total = self.conv_bias.to(x.dtype)
        for k in range(kernel):
            total = torch.addcmul(total, x[:, k:k + length], self.conv_weight[k].to(x.dtype))
        return total

    def attend(self, x, blocked):
        """x [B, L, D], blocked [B, 1, 1, L]: 0 on real tokens, -1e4 on padding."""
        rows, length, width = x.shape
        qkv = self.qkv(self.attention_norm(x)).view(rows, length, 3, self.heads, width // self.heads)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)                  # each [B, H, L, D / H]
        at = torch.arange(length, device=x.device)
        distance = (at[None, :] - at[:, None]).clamp(-self.clip, self.clip) + self.clip     # [L, L] key - query
        bias = self.position[distance].permute(2, 0, 1).contiguous()    # [H, L, L]
        scores = torch.matmul(q * (width // self.heads) ** -0.5, k.transpose(2, 3))
        with torch.autocast("cpu", enabled=False):
            scores = scores + bias.to(scores.dtype) + blocked.to(scores.dtype)
            share = torch.softmax(scores, 3)                            # [B, H, L, L]
        mixed = torch.matmul(share, v)                                  # [B, H, L, D / H]
        return self.out(mixed.transpose(1, 2).reshape(rows, length, width))

    @staticmethod
    def computing():
        return torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else torch.float32

    def forward(self, x, real, blocked):
        x = x + self.drop(self.convolve(x, real))
        x = x + self.drop(self.attend(x, blocked))
        return x + self.drop(self.down(F.gelu(self.up(self.feed_norm(x)))))     # gelu with erf


class MrcMatch(nn.Module):
    def __init__(self, config):
        super().__init__()
        width, embedding, eps = config["hidden_size"], config["embedding_size"], config["layer_norm_eps"]
        features = MATCH_FEATURES + config["flag_count"]
        self.tables = Tables(config)
        self.features = Features(config)
        self.token = nn.Embedding(config["vocab_size"], embedding)
        self.syllable = nn.Embedding(config["syllable_count"], embedding)       # row 0 stands for "none"
        self.embedding_to_hidden = nn.Linear(embedding, width)
        self.features_to_hidden = nn.Linear(features, width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.drop = Dropout(config["dropout"])
        self.blocks = nn.ModuleList(Block(config) for _ in range(config["num_hidden_layers"]))
        self.final_norm = nn.LayerNorm(width, eps=eps)
        self.head_hidden = nn.Linear(width + features, config["head_size"])
        self.head_out = nn.Linear(config["head_size"], 2)
        nn.init.normal_(self.token.weight, std=0.1)
        nn.init.normal_(self.syllable.weight, std=0.1)

    def forward(self, ids, mask, segments):
        """ids, mask, segments: int64 [B, L]; returns start and end logits, float32 [B, L] each."""
        with torch.no_grad(), torch.autocast("cpu", enabled=False):
            features, passage = self.features(self.tables, ids, mask, segments)
        real = mask.float()[:, :, None]                                 # [B, L, 1]
        blocked = (1 - mask.float())[:, None, None, :] * BLOCKED        # [B, 1, 1, L]
        canonical = self.tables.canonical.long()[ids]
        syllables = self.syllable(self.tables.syllables.long()[ids])    # [B, L, 4, E]
        some = (self.tables.syllables[ids] > 0).float()[..., None]      # [B, L, 4, 1] row 0 counts as zeros
        x = self.token(ids) + self.token(canonical) + (syllables * some).sum(2)
        x = self.norm(self.embedding_to_hidden(x) + self.features_to_hidden(features))
        x = self.drop(x)                                                # [B, L, D]
        for block in self.blocks:
            x = block(x, real, blocked)
        x = torch.cat([self.drop(self.final_norm(x)), features.to(x.dtype)], 2)         # [B, L, D + 26]
        logits = self.head_out(self.drop(F.gelu(self.head_hidden(x)))).float()      # [B, L, 2]
        allowed = passage + (ids == CLS).float() * mask                 # the passage and [CLS], never padding
        logits = torch.where(allowed[:, :, None] > 0, logits, torch.tensor(BLOCKED))
        return logits[:, :, 0], logits[:, :, 1]
