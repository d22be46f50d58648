#!/usr/bin/env python3
"""Training and hashing speed beside the same models in Python: same sizes, same threads, batch 64, in turn.

Needs torch (pip install torch==2.7.1, the version of the native library that the project bundles) in the Python that
runs this.  Usage: tests/bench/train.py [--threads 1] [--sizes 32,64] [--models CVAE,CSVAE,VAE,VTE] [--steps 20] [--cpu-time]
Prints a Markdown table; each figure is the median over the steps of one process a side. With --cpu-time (one thread only) it counts the seconds the process had the processor, so that other work on the
machine does not decide.
"""
import argparse
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANNELS = [32, 64, 128, 256, 512, 512]
BITS, BATCH, WARM = 64, 64, 5


def build(name, side):
    """The models as one writes them in PyTorch: Conv2d, ConvTranspose2d, MultiheadAttention."""
    import torch
    from torch import nn

    class SimAm(nn.Module):
        def forward(self, x):
            n = x.shape[2] * x.shape[3] - 1
            d = (x - x.mean(dim=[2, 3], keepdim=True)).pow(2)
            v = d.sum(dim=[2, 3], keepdim=True) / n
            return x * torch.sigmoid(d / (4 * (v + 1e-4)) + 0.5)

    def conv_decoder(layers, rest):
        widths = [CHANNELS[min(i, len(CHANNELS) - 1)] for i in range(layers)]
        steps = [nn.Linear(BITS, widths[-1] * rest * rest), nn.Unflatten(1, (widths[-1], rest, rest))]
        for i in reversed(range(layers)):
            steps += [nn.GELU(), nn.ConvTranspose2d(widths[i], widths[i - 1] if i else 1, 2, 2)]
        return nn.Sequential(*steps)

    class Vit(nn.Module):
        def __init__(self, patch, width=128, depth=4, heads=4):
            super().__init__()
            tokens = (side // patch) ** 2
            self.patches = nn.Conv2d(1, width, patch, patch)
            self.position = nn.Parameter(torch.randn(tokens, width) * 0.02)
            block = nn.TransformerEncoderLayer(width, heads, 4 * width, 0.0, "gelu", batch_first=True, norm_first=True)
            self.blocks = nn.TransformerEncoder(block, depth, nn.LayerNorm(width), enable_nested_tensor=False)

        def forward(self, x):
            return self.blocks(self.patches(x).flatten(2).transpose(1, 2) + self.position).flatten(1)

    layers, rest = 0, side
    while rest > 2:
        layers, rest = layers + 1, rest // 2
    if name == "VAE":
        n = side * side
        encoder, decoder = [nn.Flatten()], [nn.Linear(BITS, n // 16)]
        for i in range(4):
            encoder += [nn.Linear(n >> i, n >> (i + 1)), nn.GELU()]
        for i in reversed(range(4)):
            decoder += [nn.GELU(), nn.Linear(n >> (i + 1), n >> i)]
        encoder, decoder = nn.Sequential(*encoder), nn.Sequential(*decoder, nn.Unflatten(1, (1, side, side)))
        features = n // 16
    elif name == "VTE":
        patch = max(1, side // 8)
        encoder, decoder = Vit(patch), conv_decoder(layers, rest)
        features = (side // patch) ** 2 * 128
    else:
        steps, width = [], 1
        for i in range(layers):
            steps += [nn.Conv2d(width, CHANNELS[i], 2, 2), nn.GELU()]
            width = CHANNELS[i]
            if name == "CSVAE" and i in (1, 2):
                steps.append(SimAm())
        encoder, decoder = nn.Sequential(*steps, nn.Flatten()), conv_decoder(layers, rest)
        features = width * rest * rest

    class Model(nn.Module):
        def __init__(self):
            super().__init__()
            self.encoder, self.head, self.decoder = encoder, nn.Linear(features, 2 * BITS), decoder

        def loss(self, x):
            mean, logvar = self.head(self.encoder(x)).chunk(2, 1)
            logvar = logvar.clamp(-10, 10)
            z = mean + (0.5 * logvar).exp() * torch.randn_like(mean)
            reconstruction = ((self.decoder(z) - x) ** 2).sum() / (2 * 0.3 ** 2)
            kl = 0.5 * (mean ** 2 + logvar.exp() - logvar - 1).sum()
            return (reconstruction + kl) / len(x)

        def forward(self, x):
            return self.head(self.encoder(x)).chunk(2, 1)[0]

    return Model()


def child(name, side, steps, threads, compiled, clock):
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = build(name, side)
    data = torch.randint(0, 256, (1024, 1, side, side), dtype=torch.uint8)
    optimizer = torch.optim.Adam(model.parameters(), 1e-6)
    loss_of = torch.compile(model.loss) if compiled else model.loss
    seconds = []
    for step in range(steps + WARM):
        start = clock()
        x = data[torch.randint(0, 1024, (BATCH,))].float() / 255
        optimizer.zero_grad()
        loss = loss_of(x)
        loss.backward()
        optimizer.step()
        loss.item()
        if step >= WARM:
            seconds.append(clock() - start)
    passes = []
    with torch.inference_mode():
        for _ in range(5):
            start = clock()
            for i in range(0, 1024, 128):
                (model(data[i:i + 128].float() / 255) > 0).numpy()
            passes.append(clock() - start)
    print(BATCH / statistics.median(seconds), 1024 / statistics.median(passes[1:]))


def run(command, env):
    result = subprocess.run(command, env=env, capture_output=True, text=True)
    if result.returncode:
        sys.stderr.write(result.stderr[-2000:])
        return math.nan, math.nan
    return tuple(float(x) for x in result.stdout.split()[-2:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sizes", default="32,64")
    parser.add_argument("--models", default="VAE,CVAE,CSVAE,VTE")
    parser.add_argument("--steps", type=int, default=20)
    parser.add_argument("--compile", action="store_true", help="also torch.compile")
    parser.add_argument("--cpu-time", action="store_true", help="seconds of the processor, not of the clock")
    parser.add_argument("--child", nargs=3, metavar=("MODEL", "SIDE", "COMPILED"))
    args = parser.parse_args()
    if args.child:
        child(args.child[0], int(args.child[1]), args.steps, args.threads, args.child[2] == "True",
              time.process_time if args.cpu_time else time.perf_counter)
        return
    env = dict(os.environ, OMP_NUM_THREADS=str(args.threads), JAVA_OPTS=os.environ.get("JAVA_OPTS", "-Xmx4g"))
    if args.cpu_time:
        env["JAVA_OPTS"] += " -Ddeephash.bench.cpu=true"
    print("images/s%s, batch 64, d = 64, %d thread(s); the ratio is ours to eager Python\n"
          % (" of processor time" if args.cpu_time else "", args.threads))
    print("| model | size | ours, training | Python | ratio |%s ours, hashing | Python | ratio |"
          % (" torch.compile |" if args.compile else ""))
    print("|---" * (9 if args.compile else 8) + "|")
    for side in map(int, args.sizes.split(",")):
        for name in args.models.split(","):
            ours = run([str(HERE / "java.sh"), "deephash.bench.Speed", name, str(side), str(args.steps)], env)
            base = [sys.executable, __file__, "--threads", str(args.threads), "--steps", str(args.steps), *(["--cpu-time"] if args.cpu_time else []),
                    "--child", name, str(side)]
            python = run(base + ["False"], env)
            middle = " %.0f |" % run(base + ["True"], env)[0] if args.compile else ""
            print("| %s | %d | %.0f | %.0f | **%.2f** |%s %.0f | %.0f | **%.2f** |" % (
                name, side, ours[0], python[0], ours[0] / python[0], middle, ours[1], python[1], ours[1] / python[1]),
                flush=True)


if __name__ == "__main__":
    main()
