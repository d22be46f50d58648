"""Python's side of tests/bench/encoder.sh: makes the two files, random pictures and their values; times eager PyTorch."""
import resource
import sys
from pathlib import Path

import numpy as np
import torch

import make_encoder

COUNT, SIZE, BATCH, ROUNDS = 96, 128, 32, 6


def seconds():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def timed(name, network, pictures, expected):
    """Prints the speed of the fastest of some rounds over all pictures, in batches."""
    times = []
    for _ in range(ROUNDS):
        before = seconds()
        with torch.inference_mode():
            given = torch.cat([network(batch) for batch in pictures.split(BATCH)])
        times.append(seconds() - before)
    difference = (given - expected).abs().max().item() / expected.abs().max().item()
    print("%-30s %6.1f images a CPU-second, values differ by %.1e of the largest" % (name, COUNT / min(times), difference))


work = Path(sys.argv[2])
parts = make_encoder.efficientnet_lite0(SIZE)
if sys.argv[1] == "make":
    for name in ("lite0.pt", "lite0.onnx"):
        make_encoder.save(file=work / name, **parts)
    np.random.default_rng(1).integers(0, 256, (COUNT, 3, SIZE, SIZE), dtype=np.uint8).tofile(work / "pictures.bin")
pictures = torch.from_numpy(np.fromfile(work / "pictures.bin", dtype=np.uint8)).view(COUNT, 3, SIZE, SIZE)
eager = make_encoder.Encoder(parts["network"], parts["mean"], parts["std"], parts["pool"]).eval()
nhwc = pictures.permute(0, 2, 3, 1).contiguous()
if sys.argv[1] == "make":
    with torch.inference_mode():
        torch.cat([eager(batch) for batch in nhwc.split(BATCH)]).numpy().tofile(work / "values.bin")
else:
    expected = torch.from_numpy(np.fromfile(work / "values.bin", dtype=np.float32)).view(COUNT, -1)
    # as one writes it first: floats with channels first, and the network as it was trained
    floats = (pictures.float() - eager.mean) / eager.std
    plain = parts["network"]
    timed("eager PyTorch " + torch.__version__, lambda x: plain(x).mean((2, 3)), floats, expected)
    timed("eager, channels last, of bytes", eager.to(memory_format=torch.channels_last), nhwc, expected)
    timed("the .pt in Python", torch.jit.load(str(work / "lite0.pt")), nhwc, expected)
