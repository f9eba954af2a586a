"""Train the cross-encoder: distil from teacher scores on generated queries, then learn from judgments beside them.

Run it twice. First with `--judged-share 0` from layers of MiniLM, then with `--start` on what the first run kept and a
share of judged lists; the teacher lists that stay in the mix keep it from forgetting what few judgments do not show.
"""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from numpy.typing import NDArray
from rich import print as say
from torch import Tensor
from torch.nn import functional

from weir_models.base_weights import minilm_folder
from weir_models.cross_encoder.model import CrossEncoder, from_bi_encoder, restore, save
from weir_models.data.judged_set import JudgedSet, load
from weir_models.evaluate.metrics import ndcg
from weir_models.settings import SETTINGS
from weir_models.text.pair_tokens import MAX_QUERY_TOKENS, Pair, PairTokens
from weir_models.text.wordpiece import WordPiece

EXAMPLES = """
weir-models train-cross-encoder --teacher teacher.jsonl --vectors vectors.npz --out student.pt
"""

MICRO_BATCH = 16
VECTOR_WEIGHT = 2.0
CHECK_QUERIES, CHECK_PRODUCTS = 40, 16


@dataclass(frozen=True)
class RankedList:
    """A query, products and what is known of their order: a teacher's scores, or people's grades."""

    set: str
    query: str
    products: list[str]
    targets: NDArray[np.float32]
    graded: bool


def main(
    teacher: Annotated[list[Path], typer.Option(help="What score_teachers wrote; may be given several times.")],
    vectors: Annotated[Path, typer.Option(help="NPZ of the teachers' vectors that score_teachers wrote.")],
    out: Annotated[Path, typer.Option(help="Checkpoint to write; it is written at each check, too.")],
    start: Annotated[Path | None, typer.Option(help="Checkpoint to go on from; else layers of MiniLM.")] = None,
    layers: Annotated[str, typer.Option(help="Layers of MiniLM-L6 to start from.")] = "0,3,5",
    pairs: Annotated[
        int, typer.Option(help="Pairs to learn from; the learning rate falls to 0 at the last.")
    ] = 100_000,
    judged_share: Annotated[float, typer.Option(help="Share of judged lists in a step.")] = 0.0,
    judged_sets: Annotated[
        str, typer.Option(help="Judged sets and how often each is drawn.")
    ] = "esci=0.4,icecat=0.25,movies=0.35",
    folds: Annotated[int, typer.Option(help="With --fold: leave this part of the train+dev queries out.")] = 0,
    fold: Annotated[int, typer.Option(help="Which part to leave out, 0 to folds - 1.")] = 0,
    list_size: Annotated[int, typer.Option(help="Products of a list in a step.")] = 8,
    lists: Annotated[int, typer.Option(help="Lists a step.")] = 8,
    rate: Annotated[
        float, typer.Option(help="Highest learning rate of the layers; the head's is ten times it.")
    ] = 1.5e-4,
    max_tokens: Annotated[int, typer.Option(help="Tokens of a pair in training.")] = 48,
    threads: Annotated[int, typer.Option(help="Threads of torch.")] = 2,
    check_every: Annotated[int, typer.Option(help="Pairs between two checks.")] = 20_000,
    seed: Annotated[int, typer.Option(help="Seed of every draw.")] = 0,
    data: Annotated[Path, typer.Option(help="Folder of the judged sets.")] = SETTINGS.data,
) -> None:
    """Train for a number of pairs, checking NDCG@10 of judged pools on the way."""
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    draw = np.random.default_rng(seed)
    distilled = [read for path in teacher for read in _teacher_lists(path)]
    shares = {name: float(share) for name, share in (entry.split("=") for entry in judged_sets.split(","))}
    sets = {name: load(name, data) for name in sorted({*shares, *(entry.set for entry in distilled)})}
    judged = {name: _judged_lists(sets[name], folds, fold) for name in shares}
    tokens = PairTokens(sets, WordPiece(minilm_folder() / "vocab.txt"), max_tokens, MAX_QUERY_TOKENS)
    model = restore(start) if start else from_bi_encoder(minilm_folder(), [int(layer) for layer in layers.split(",")])
    kept = TeacherVectors(vectors)
    if not start:
        kept.initialise(model)
    model.bert.embeddings.word_embeddings.requires_grad_(False)
    optimiser = _optimiser(model, rate)
    steps = pairs // (lists * list_size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.05 * steps + 1), 1 - step / steps)
    )
    say(f"{len(distilled)} teacher lists, {sum(map(len, judged.values()))} judged lists, {steps} steps")
    check = _checks(sets, folds, fold)
    say("start", measured(model, tokens, check))
    begun, losses = time.monotonic(), []
    for step in range(1, steps + 1):
        chosen = [_drawn(distilled, judged, shares, judged_share, draw) for _ in range(lists)]
        losses.append(_step(model, tokens, kept, [_cut(entry, list_size, draw) for entry in chosen]))
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        if step % max(1, check_every // (lists * list_size)) == 0 or step == steps:
            speed = step * lists * list_size / (time.monotonic() - begun)
            say(f"step {step} loss {np.mean(losses):.4f} {speed:.0f} pairs/s", measured(model, tokens, check))
            losses = []
            save(model, out)


class TeacherVectors:
    """The bi-encoders' vectors of products and queries: what the student's two means are held to."""

    def __init__(self, path: Path) -> None:
        self._products: dict[tuple[str, str], NDArray[np.float16]] = {}
        self._queries: dict[tuple[str, str], NDArray[np.float16]] = {}
        with np.load(path, allow_pickle=False) as kept:
            for name in sorted({key.split("/")[0] for key in kept}):
                for target, ids, vectors in (
                    (self._products, kept[f"{name}/products"], kept[f"{name}/product_vectors"]),
                    (self._queries, kept[f"{name}/queries"], kept[f"{name}/query_vectors"]),
                ):
                    target.update({(name, str(entry)): vectors[:, row] for row, entry in enumerate(ids)})

    def initialise(self, model: CrossEncoder) -> None:
        """Ridge regression from the first space, which the layers come from, to each other one."""
        known = np.stack([*self._products.values(), *self._queries.values()], axis=1).astype(np.float64)
        gram = known[0].T @ known[0] + 1e-3 * len(known[0]) / known.shape[2] * np.eye(known.shape[2])
        for space, mapping in enumerate(model.maps):
            if space > 0:
                weights = np.linalg.solve(gram, known[0].T @ known[space])
                mapping.get_parameter("weight").data = torch.from_numpy(weights.T.astype(np.float32))

    def loss(self, vectors: Tensor, pairs: list[Pair]) -> Tensor:
        """Mean of 1 - cosine over the queries and products that the teachers encoded; 0 where they encoded none."""
        terms = []
        for side, kept, keys in (
            (0, self._queries, [(name, query) for name, query, _ in pairs]),
            (1, self._products, [(name, product) for name, _, product in pairs]),
        ):
            rows = [row for row, key in enumerate(keys) if key in kept]
            if rows:
                targets = torch.from_numpy(np.stack([kept[keys[row]] for row in rows], axis=1).astype(np.float32))
                terms.append((1 - (vectors[:, side, rows] * targets).sum(-1)).mean())
        return torch.stack(terms).mean() if terms else vectors.new_zeros(())


def measured(model: CrossEncoder, tokens: PairTokens, lists: list[RankedList]) -> dict[str, float]:
    """Mean NDCG@10 by set over graded lists."""
    values: dict[str, list[float]] = {}
    model.eval()
    for entry in lists:
        with torch.inference_mode():
            scores = _scored(model, tokens, [(entry.set, entry.query, product) for product in entry.products])[
                0
            ].numpy()
        order = np.argsort(-scores, kind="stable")
        values.setdefault(entry.set, []).append(ndcg(entry.targets[order].tolist()))
    model.train()
    return {name: round(float(np.mean(value)), 4) for name, value in values.items()}


def in_fold(query: str, folds: int, fold: int) -> bool:
    """Whether a query id falls in a fold, by its hexadecimal digits: the same in every command."""
    return folds > 0 and int(query, 16) % folds == fold


def _teacher_lists(path: Path) -> list[RankedList]:
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        RankedList(row["set"], row["query"], row["products"], np.array(row["scores"], np.float32), graded=False)
        for row in rows
    ]


def _judged_lists(judged: JudgedSet, folds: int, fold: int) -> list[RankedList]:
    """Train queries; with folds, train and dev queries outside the fold. One grade all over says nothing."""
    qrels = judged.judged("train", "dev") if folds else judged.qrels["train"]
    return [
        _graded(judged, query, list(grades))
        for query, grades in qrels.items()
        if not in_fold(query, folds, fold) and len(set(grades.values())) > 1
    ]


def _checks(sets: dict[str, JudgedSet], folds: int, fold: int) -> list[RankedList]:
    """Dev queries; with folds, the queries of the fold."""
    draw = np.random.default_rng(1)
    lists = []
    for judged in sets.values():
        qrels = judged.judged("train", "dev") if folds else judged.qrels["dev"]
        queries = [query for query, grades in qrels.items() if max(grades.values()) > 0]
        if folds:
            queries = [query for query in queries if in_fold(query, folds, fold)]
        for row in draw.permutation(len(queries))[:CHECK_QUERIES]:
            products = list(qrels[queries[row]])
            kept = draw.permutation(len(products))[:CHECK_PRODUCTS]
            lists.append(_graded(judged, queries[row], [products[at] for at in kept]))
    return lists


def _graded(judged: JudgedSet, query: str, products: list[str]) -> RankedList:
    grades = judged.judged("train", "dev")[query]
    known = [product for product in products if product in judged.products]
    targets = np.array([grades[product] for product in known], np.float32)
    return RankedList(judged.name, judged.queries[query], known, targets, graded=True)


def _drawn(
    distilled: list[RankedList],
    judged: dict[str, list[RankedList]],
    shares: dict[str, float],
    judged_share: float,
    draw: np.random.Generator,
) -> RankedList:
    if draw.random() >= judged_share:
        return distilled[int(draw.integers(len(distilled)))]
    weights = np.array(list(shares.values()))
    pool = judged[list(shares)[int(draw.choice(len(weights), p=weights / weights.sum()))]]
    return pool[int(draw.integers(len(pool)))]


def _cut(entry: RankedList, size: int, draw: np.random.Generator) -> RankedList:
    """At most `size` of the products, the best one and the worst one among them."""
    order = draw.permutation(len(entry.products))
    targets = entry.targets[order]
    ends = [int(order[targets.argmax()]), int(order[targets.argmin()])]
    rows = ends + [int(row) for row in order if row not in ends][: size - 2]
    return RankedList(entry.set, entry.query, [entry.products[row] for row in rows], entry.targets[rows], entry.graded)


def _step(model: CrossEncoder, tokens: PairTokens, kept: TeacherVectors, lists: list[RankedList]) -> float:
    pairs: list[Pair] = [(entry.set, entry.query, product) for entry in lists for product in entry.products]
    scores, vectors = _scored(model, tokens, pairs)
    groups = scores.split([len(entry.products) for entry in lists])
    each = [
        (judged_loss if entry.graded else teacher_loss)(group, torch.from_numpy(entry.targets))
        for group, entry in zip(groups, lists, strict=True)
    ]
    loss = torch.stack(each).mean() + VECTOR_WEIGHT * kept.loss(vectors, pairs)
    loss.backward()
    return float(loss.detach())


def _scored(model: CrossEncoder, tokens: PairTokens, pairs: list[Pair]) -> tuple[Tensor, Tensor]:
    """Logits [pairs] and vectors [spaces, 2, pairs, width], in the order of `pairs`.

    Small batches of like length waste fewer padded tokens than one big one.
    """
    rows, logits, vectors = [], [], []
    for picked, batch in tokens.batches(pairs, MICRO_BATCH):
        rows.extend(picked)
        scored = model.scored(**{name: torch.from_numpy(values) for name, values in batch.items()})
        logits.append(scored[0][:, 0])
        vectors.append(scored[1])
    order = torch.from_numpy(np.argsort(rows))
    return torch.cat(logits)[order], torch.cat(vectors, dim=2)[:, :, order]


def teacher_loss(scores: Tensor, teacher: Tensor) -> Tensor:
    """KL divergence of the two lists' softmax, plus the squared error of their margins (MarginMSE)."""
    listwise = functional.kl_div(scores.log_softmax(0), teacher.softmax(0), reduction="sum")
    margins = ((scores - scores.mean()) - (teacher - teacher.mean())).pow(2).mean()
    return listwise + 0.3 * margins


def judged_loss(scores: Tensor, grades: Tensor) -> Tensor:
    """RankNet over pairs, weighted by the difference of their gains (Burges, 2010), plus ListNet on the gains."""
    gains = (2**grades - 1) / (2 ** grades.max() - 1)
    difference = gains[:, None] - gains[None, :]
    weights = difference.clamp_min(0)
    pairwise = (weights * functional.softplus(scores[None, :] - scores[:, None])).sum() / weights.sum().clamp_min(1e-6)
    listwise = -(gains / gains.sum() * scores.log_softmax(0)).sum()
    return pairwise + 0.5 * listwise


def _optimiser(model: CrossEncoder, rate: float) -> torch.optim.Optimizer:
    head = [*model.read_out.parameters(), *model.similarity.parameters()]
    body = [parameter for parameter in model.bert.parameters() if parameter.requires_grad]
    groups = [{"params": body, "lr": rate}, {"params": head, "lr": 10 * rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)
