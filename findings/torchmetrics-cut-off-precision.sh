#!/usr/bin/env bash
# torchmetrics 1.9.0, torch 2.15.0 (CPU), ranx 0.3.21.
# Guess: RetrievalMAP(top_k=10) and ranx' map@10 are the same measure, and a ranking that has one more relevant picture
# among its first ten never scores lower.
# Behaviour: torchmetrics divides the sum of precisions by the relevant pictures among the first ten, ranx by all that
# there are. With 50 relevant pictures, one of them found at rank 1, torchmetrics says 1.0 and ranx 0.02; a second one
# at rank 10 lowers torchmetrics to 0.6. The usual evaluation code of hashing papers (CalcTopMap, for mAP@1000) divides
# as torchmetrics does; the name alone does not say which numbers can be compared.
# Output seen:
#   hits at rank 1:         torchmetrics 1.000, ranx 0.020
#   hits at ranks 1 and 10: torchmetrics 0.600, ranx 0.024
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check torch==2.15.0 torchmetrics==1.9.0 ranx==0.3.21
"$dir/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from ranx import Qrels, Run, evaluate
from torchmetrics.retrieval import RetrievalMAP

COUNT, RELEVANT = 200, 50


def scores(hits):
    relevant = torch.zeros(COUNT, dtype=torch.bool)
    relevant[[hit - 1 for hit in hits]] = True
    relevant[COUNT - RELEVANT + len(hits) :] = True  # the others come last
    similarity = torch.arange(COUNT, 0, -1) / COUNT
    theirs = RetrievalMAP(top_k=10)(similarity, relevant, indexes=torch.zeros(COUNT, dtype=torch.long)).item()
    names = [f"picture{rank}" for rank in range(1, COUNT + 1)]
    wanted = Qrels({"query": {name: 1 for name, is_relevant in zip(names, relevant.tolist()) if is_relevant}})
    assert int(relevant.sum()) == RELEVANT
    other = evaluate(wanted, Run({"query": dict(zip(names, similarity.tolist()))}), "map@10")
    return theirs, float(other)


one, two = scores([1]), scores([1, 10])
print(f"hits at rank 1:         torchmetrics {one[0]:.3f}, ranx {one[1]:.3f}")
print(f"hits at ranks 1 and 10: torchmetrics {two[0]:.3f}, ranx {two[1]:.3f}")
seen = [round(value, 3) for value in (*one, *two)]
assert seen == [1.0, 0.02, 0.6, 0.024], "the measures have changed"
PYTHON
