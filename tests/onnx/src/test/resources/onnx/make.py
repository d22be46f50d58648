"""Makes the small ONNX files of this folder and the values that Python gives for them. Needs torch, onnx and Pillow.

    PYTHONPATH=../../../../../../kernel/src/main/python python make.py
"""
import json
import warnings

import numpy as np
import onnx
import torch
from PIL import Image
from torch import nn

from make_encoder import save

torch.manual_seed(1)
WIDTH, HEIGHT = 20, 14
# the picture that OnnxEncoderTest makes, too
picture = np.fromfunction(lambda y, x, c: (37 * x + 91 * y + 50 * c + x * y * (c + 1)) % 256, (HEIGHT, WIDTH, 3)).astype(np.uint8)
image = Image.fromarray(picture)
network = nn.Sequential(nn.Conv2d(3, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(), nn.Conv2d(6, 5, 2, stride=2)).eval()
network[1].running_mean.normal_()
network[1].running_var.uniform_(0.5, 2)
for parameter in network.parameters():
    parameter.requires_grad_(False)
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def floats(prepared):
    x = torch.from_numpy(np.asarray(prepared).copy()).permute(2, 0, 1)[None].float()
    return (x / 255 - torch.tensor(MEAN).view(1, 3, 1, 1)) / torch.tensor(STD).view(1, 3, 1, 1)


class Several(nn.Module):
    def forward(self, x):
        y = network(x)
        return y.mean((2, 3)), y


class Classes(nn.Module):
    def forward(self, x):
        return network(x).mean((2, 3)).argmax(1)


class Masked(nn.Module):
    def forward(self, x, mask):
        return network(x).mean((2, 3)) * mask


class Bright(nn.Module):
    """Has no logarithm for dark pictures: NaN."""

    def forward(self, x):
        return x.mean((2, 3)).log()


def export(module, file, names, example, outputs, dynamic=True):
    axes = {name: {0: "batch"} for name in names + outputs} if dynamic else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module.eval(), example, file, dynamo=False, opset_version=17, input_names=names,
                          output_names=outputs, dynamic_axes=axes)


squashed = floats(image.resize((8, 8), Image.BICUBIC))
batch = squashed.repeat(2, 1, 1, 1)
save(network, "bytes.onnx", 8, MEAN, STD, filter="bicubic", pool="mean", normalise=True)
export(network, "map.onnx", ["x"], (batch,), ["map"])
export(network, "one.onnx", ["x"], (squashed,), ["map"], dynamic=False)
export(Several(), "several.onnx", ["x"], (batch,), ["vector", "map"])
export(Classes(), "classes.onnx", ["x"], (batch,), ["class"])
export(Masked(), "masked.onnx", ["x", "mask"], (batch, torch.ones(2, 5)), ["vector"])
export(Bright(), "nan.onnx", ["x"], (batch,), ["vector"])
newer = onnx.load("map.onnx")
newer.opset_import[0].version = 99
onnx.save(newer, "newer.onnx")
newer.ir_version = 99
onnx.save(newer, "newer-form.onnx")
onnx.save(onnx.load("map.onnx"), "apart.onnx", save_as_external_data=True, location="apart.weights", size_threshold=0)
with torch.no_grad():
    bgr = network(floats(Image.fromarray(np.asarray(image.resize((8, 8), Image.BICUBIC))[:, :, ::-1].copy())))
    vector = network(squashed).mean((2, 3))
    json.dump({
        "bicubic mean": vector[0].tolist(),
        "bicubic mean normalised": (vector / vector.norm())[0].tolist(),
        "bicubic mean bgr": bgr.mean((2, 3))[0].tolist(),
    }, open("values.json", "w"), indent=1)
