"""Makes the small encoder files of this folder and the values that Python gives for them. Needs torch and Pillow.

    PYTHONPATH=../../../../../kernel/src/main/python python make.py
"""
import json

import numpy as np
import torch
from PIL import Image
from torch import nn

from make_encoder import save

torch.manual_seed(1)
WIDTH, HEIGHT = 20, 14
# the picture that EncoderTest makes, too
picture = np.fromfunction(lambda y, x, c: (37 * x + 91 * y + 50 * c + x * y * (c + 1)) % 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
image = Image.fromarray(picture)
network = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 5, 2, stride=2)).eval()
network[1].running_mean.normal_()
network[1].running_var.uniform_(0.5, 2)
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def floats(prepared):
    x = torch.from_numpy(np.asarray(prepared).copy()).permute(2, 0, 1)[None].float()
    return (x / 255 - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)


def crop(short, size, filter):
    scale = short / min(WIDTH, HEIGHT)
    resized = image.resize((int(short * WIDTH / min(WIDTH, HEIGHT)), int(short * HEIGHT / min(WIDTH, HEIGHT))), filter)
    left, top = round((resized.width - size) / 2), round((resized.height - size) / 2)
    return resized.crop((left, top, left + size, top + size))


class Several(nn.Module):
    def forward(self, x):
        y = network(x)
        return y.mean((2, 3)), y


class Named(nn.Module):
    def forward(self, x):
        y = network(x)
        return {"map": y, "vector": y.mean((2, 3))}


with torch.no_grad():
    example = floats(crop(9, 8, Image.BILINEAR))
    save(network, "bytes.pt", 8, MEAN, STD, filter="bicubic", pool="mean", normalise=True)
    for name, module in (("map.pt", network), ("several.pt", Several()), ("named.pt", Named())):
        torch.jit.save(torch.jit.trace(module.eval(), example.repeat(2, 1, 1, 1), strict=False), name)
    torch.save(network.state_dict(), "weights.pt")
    squashed = network(floats(image.resize((8, 8), Image.BICUBIC))).mean((2, 3))
    cropped = network(example)
    bgr = network(floats(Image.fromarray(np.asarray(crop(9, 8, Image.BILINEAR))[:, :, ::-1].copy()))).mean((2, 3))
    json.dump({
        "squashed bicubic mean normalised": (squashed / squashed.norm())[0].tolist(),
        "cropped bilinear mean": cropped.mean((2, 3))[0].tolist(),
        "cropped bilinear mean bgr": bgr[0].tolist(),
    }, open("values.json", "w"), indent=1)
