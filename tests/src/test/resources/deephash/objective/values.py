"""Values and gradients of every objective on six codes of eight bits, in NumPy from the formulas of the papers: values.json.

    python values.py > values.json

Gradients are central differences in 64 bits. sign() with a straight-through gradient is sign(x0) + (x - x0) around x0.
"""

import json

import numpy as np

ROWS, BITS = 6, 8
U = np.array([[1.7 * np.sin(1 + 3 * i + 5 * j + i * j) for j in range(BITS)] for i in range(ROWS)])
X = np.array([[0.5 + 0.5 * np.cos(2 * i + 3 * j * j + i * j) for j in range(10)] for i in range(ROWS)])
W = np.array([[0.6 * np.cos(1 + i + 2 * j) for j in range(BITS)] for i in range(3)])
SINGLE = [{0}, {1}, {2}, {0}, {1}, {2}]
MULTI = [{0, 1}, {1}, {2}, {0}, set(), {0, 1, 2}]
# rows of the Hadamard matrix of order 8 that the seed 1 picks for three classes, and the code that breaks ties
CENTRES = np.array(json.load(open("centres.json"))["centres"], float)
TIES = np.array(json.load(open("centres.json"))["ties"], float)

softplus = lambda x: np.logaddexp(0, x)
unit = lambda x: x / np.linalg.norm(x, axis=1, keepdims=True)
off = 1 - np.eye(ROWS)
pairs = lambda m: (m * off).sum() / (ROWS * (ROWS - 1))


def through(x, x0):
    return np.sign(x0) + (x - x0)


def log_softmax(x):
    m = x.max(1, keepdims=True)
    return x - m - np.log(np.exp(x - m).sum(1, keepdims=True))


def targets(labels):
    t = np.zeros((ROWS, BITS))
    for i, classes in enumerate(labels):
        if classes:
            s = sum(CENTRES[c] for c in classes)
            t[i] = np.where(s == 0, TIES, np.sign(s))
    return t


def contrast(z, tau, views=2):
    n = len(z)
    s = unit(z) @ unit(z).T / tau
    s[np.eye(n, dtype=bool)] = -1e9
    l = log_softmax(s)
    b = n // views
    return -np.mean([l[i, j] for i in range(n) for j in range(n) if i != j and i % b == j % b])


def kl(a, b):
    return (a * np.log(a / b) + (1 - a) * np.log((1 - a) / (1 - b))).sum(1).mean()


def losses(u, u0, labels):
    """The parts of each objective at codes u; u0 is where signs and fixed values are taken."""
    s = np.array([[float(bool(a & b)) for b in labels] for a in labels])
    classes = np.array([[float(c in a) for c in range(3)] for a in labels])
    share = classes / np.maximum(classes.sum(1, keepdims=True), 1)
    theta = u @ u.T / 2
    t = targets(labels)
    d = ((u[:, None] - u[None]) ** 2).sum(2)
    likelihood = pairs(softplus(theta) - s * theta)
    cubed = np.mean(np.abs(np.abs(u) - 1) ** 3)
    squared = np.mean((u - np.sign(u0)) ** 2)
    v = np.tanh(u)
    v2 = np.tanh(np.sqrt(2) * u)
    dhn = pairs(softplus(10 / BITS * (v @ v.T)) - s * 10 / BITS * (v @ v.T))
    alike = (s * off).sum()
    unlike = ROWS * (ROWS - 1) - alike
    w = np.where(s > 0, ROWS * (ROWS - 1) / alike, ROWS * (ROWS - 1) / unlike)
    hashnet = lambda v: pairs(w * (softplus(10 / BITS * (v @ v.T)) - s * 10 / BITS * (v @ v.T)))
    triplets = [
        softplus(-(theta[i, j] - theta[i, k] - 5))
        for i in range(ROWS) for j in range(ROWS) for k in range(ROWS)
        if i != j and s[i, j] and not s[i, k]
    ]
    p, p0 = (1 / (1 + np.exp(-x)) for x in (u, u0))
    a, b, a0, b0 = p[:3], p[3:], p0[:3], p0[3:]
    x = unit(X - X.mean(0))
    kept = lambda b: pairs((unit(b) @ unit(b).T - x @ x.T) ** 2)
    half = np.full((ROWS, BITS), -1.0)
    for j in range(BITS):
        half[np.argsort(-u0[:, j])[: ROWS // 2], j] = 1
    cosine = unit(u) @ unit(CENTRES).T
    rarity = 1 + np.log((1 + ROWS) / (1 + classes.sum(0)))
    words = classes * rarity
    tagged = classes.sum(1) > 0
    alike = np.array([[words[i] @ words[j] / max(np.linalg.norm(words[i]) * np.linalg.norm(words[j]), 1e-12)
                       for j in range(ROWS)] for i in range(ROWS)])
    both = np.outer(tagged, tagged) * off
    differ = both * (alike < 1 - 1e-6)
    read = unit(v @ W.T)
    fits = read @ (words / np.maximum(np.linalg.norm(words, axis=1, keepdims=True), 1e-12)).T
    missed = np.maximum(0, 0.2 - np.diag(fits)[:, None] + fits)
    q = (v + 1) / 2
    c = (t + 1) / 2
    return {
        "DHN": {"pairs": (1, dhn), "quantisation": (0.1, np.log(np.cosh(np.abs(v) - 1)).mean())},
        "DPSH": {"pairs": (1, likelihood), "quantisation": (0.1, squared)},
        "DSH": {
            "pairs": (1, pairs(s * d / 2 + (1 - s) * np.maximum(2 * BITS - d, 0) / 2)),
            "quantisation": (0.1, np.abs(np.abs(u) - 1).mean()),
        },
        "DTSH": {"triplets": (1, np.mean(triplets)), "quantisation": (1, squared)},
        "HashNet": {"pairs": (1, hashnet(v))},
        "HashNet after 25 epochs": {"pairs": (1, hashnet(v2))},
        "DPN": {"polarization": (1, np.maximum(1 - u * t, 0).mean())},
        "CSQ": {
            "centres": (1, -(c * np.log(q) + (1 - c) * np.log(1 - q)).mean()),
            "quantisation": (1e-4, ((np.abs(v) - 1) ** 2).mean()),
        },
        "OrthoHash": {"classes": (1, -(share * log_softmax(8 * cosine)).sum() / ROWS)},
        "OrthoHash margin 0.2": {"classes": (1, -(share * log_softmax(8 * (cosine - 0.2 * classes))).sum() / ROWS)},
        "GreedyHash": {
            "classes": (1, -(share * log_softmax(through(u, u0) @ W.T)).sum() / ROWS),
            "quantisation": (0.1, cubed),
        },
        "NT-Xent": {"contrast": (1, contrast(v, 0.2))},
        "NT-Xent of three views": {"contrast": (1, contrast(v, 0.2, 3))},
        "CIBHash": {
            "contrast": (1, contrast(np.sign(p0 - 0.5) + (p - p0), 0.3)),
            "agreement": (0.001, (kl(a, b0) + kl(b, a0)) / 2),
        },
        "Bi-half": {
            "similarity": (1, kept(half + (u - u0))),
            "quantisation": (6, ((u - half) ** 2).mean() / 2),
        },
        "WDHT": {
            "pairs": (1, (((v @ v.T) / BITS - alike) ** 2 * both).sum() / both.sum()),
            "tags": (1, (missed * differ).sum() / differ.sum()),
            "quantisation": (0.1, ((np.abs(v) - 1) ** 2).mean()),
        },
        "GreedyHash unsupervised": {"similarity": (1, kept(through(u, u0))), "quantisation": (0.1, cubed)},
    }


total = lambda parts: sum(w * v for w, v in parts.values())
cases = []
for kind, labels in (("single", SINGLE), ("multi", MULTI)):
    at = losses(U, U, labels)
    gradients = {name: np.zeros((ROWS, BITS)) for name in at}
    for i in range(ROWS):
        for j in range(BITS):
            e = np.zeros((ROWS, BITS))
            e[i, j] = 1e-6
            up, down = losses(U + e, U, labels), losses(U - e, U, labels)
            for name in at:
                gradients[name][i, j] = (total(up[name]) - total(down[name])) / 2e-6
    for name, parts in at.items():
        cases.append({
            "objective": name, "labels": kind, "loss": total(parts),
            "parts": {k: v for k, (_, v) in parts.items()},
            "gradient": [round(g, 7) for g in gradients[name].ravel()],
        })
print(json.dumps(cases, indent=0))
