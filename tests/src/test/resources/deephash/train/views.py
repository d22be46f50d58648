"""Linear discriminant analysis over three views of 30 images with 6 features, in NumPy: views.json.

    python views.py > views.json
"""

import json

import numpy as np

VIEWS, IMAGES, FEATURES = 3, 30, 6
X = np.array([
    [
        [(j + 1) * np.sin(1 + 7 * i + 3 * j * i) + (FEATURES - j) * np.cos(2 + 5 * v + 11 * i * j + i * v) for j in range(FEATURES)]
        for i in range(IMAGES)
    ]
    for v in range(VIEWS)
])
M = X.mean(0)
W = (X - M).reshape(-1, FEATURES)
within = W.T @ W / len(W)
within += np.eye(FEATURES) * np.trace(within) / FEATURES * 0.5
centred = M - M.mean(0)
between = centred.T @ centred / IMAGES
values, vectors = np.linalg.eig(np.linalg.solve(within, between))
best = np.argsort(-values.real)[:3]
directions = vectors[:, best].real
print(json.dumps({"ratios": values.real[best].tolist(), "directions": (directions / np.linalg.norm(directions, axis=0)).tolist()}))
