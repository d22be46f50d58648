#!/usr/bin/env python3
"""Training and hashing speed beside the same models in Python: same sizes, same threads, batch 64, in turn.

Needs torch (pip install torch==2.7.1, the version of the native library that the project bundles) in the Python that
runs this.  Usage: tests/bench/train.py [--threads 1] [--sizes 32,64,128] [--models CVAE,CSVAE,VAE,VTE] [--compile]
Prints a Markdown table. Both sides run at once and take turns of a second, so that what else goes on on the machine meets
both alike; what counts is the time that a tenth of a side's steps undercut, since other work only ever slows them.
"""
import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHANNELS = [32, 64, 128, 256, 512, 512]
BITS, BATCH = 64, 64
# as in Speed.java: seconds of a window, and how many are not counted
WINDOW, WARM = 1, 3
# what ./deephash sets
KEPT_BLOCKS = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": str(1 << 30), "MALLOC_TRIM_THRESHOLD_": str(1 << 30),
               "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


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


def child(name, side, threads, compiled, windows, hashed, device):
    import resource
    import torch

    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = build(name, side).to(device)
    data = torch.randint(0, 256, (1024, 1, side, side), dtype=torch.uint8)
    optimizer = torch.optim.Adam(model.parameters(), 1e-6)
    loss_of = torch.compile(model.loss) if compiled else model.loss

    def step():
        x = data[torch.randint(0, 1024, (BATCH,))].to(device).float() / 255
        optimizer.zero_grad()
        loss = loss_of(x)
        loss.backward()
        optimizer.step()
        loss.item()

    def hash_all():
        with torch.inference_mode():
            for i in range(0, hashed, 128):
                (model(data[i % 1024:i % 1024 + 128].to(device).float() / 255) > 0).cpu().numpy()

    step()
    print("ready", flush=True)
    training, hashing = undisturbed(step, windows), undisturbed(hash_all, windows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000
    print("done", BATCH / training, hashed / hashing, peak, flush=True)


def undisturbed(work, windows):
    """The seconds that a tenth of all repetitions undercut, over windows that the parent gives, but for the first."""
    seconds = []
    for window in range(windows + WARM):
        sys.stdin.readline()
        begin, first = time.perf_counter(), True
        while first or time.perf_counter() - begin < WINDOW:
            start = time.perf_counter()
            work()
            took = time.perf_counter() - start
            # the first one finds cold caches, and perhaps the last threads of the other side
            if window >= WARM and (not first or took > WINDOW):
                seconds.append(took)
            first = False
        print("window", flush=True)
    return sorted(seconds)[len(seconds) // 10]


def alternate(commands, windows):
    """Runs processes by turns, a window each, and gives what each measured."""
    running = [subprocess.Popen(command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                text=True) for command, env in commands]
    try:
        for process in running:
            answer(process)
        for _ in range(2 * (windows + WARM)):
            for process in running:
                process.stdin.write("go\n")
                process.stdin.flush()
                answer(process)
        return [tuple(map(float, answer(process))) for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()


def answer(process):
    for line in process.stdout:
        words = line.split()
        if words and words[0] in ("ready", "window", "done"):
            return words[1:]
    raise SystemExit("A process ended before it was done.")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--sizes", default="32,64,128")
    parser.add_argument("--models", default="VAE,CVAE,CSVAE,VTE")
    parser.add_argument("--rounds", type=int, default=2, help="how often both sides start anew")
    parser.add_argument("--windows", default="8", help="how many windows of a second each side has, of training and of hashing")
    parser.add_argument("--compile", action="store_true", help="also torch.compile")
    parser.add_argument("--keep-blocks", action="store_true", help="Python, too, keeps memory blocks as ./deephash does")
    parser.add_argument("--device", default="cpu", choices=["cpu", "cuda"],
                        help="cuda: ours needs PYTORCH_LIBRARY_PATH (README, On a GPU)")
    parser.add_argument("--child", nargs=4, metavar=("MODEL", "SIDE", "COMPILED", "HASHED"))
    args = parser.parse_args()
    if args.child:
        name, side, compiled, hashed = args.child
        child(name, int(side), args.threads, compiled == "True", int(args.windows), int(hashed), args.device)
        return
    subprocess.run([HERE / "java.sh", "-version"], check=True, capture_output=True)
    java_options = "%s -Ddeephash.device=%s" % (os.environ.get("JAVA_OPTS", "-Xmx4g"), args.device.replace("cuda", "gpu"))
    ours_env = dict(os.environ, BUILT="1", OMP_NUM_THREADS=str(args.threads), JAVA_OPTS=java_options)
    env = dict(os.environ, OMP_NUM_THREADS=str(args.threads))
    if args.keep_blocks:
        env.update((name, os.environ.get(name, value)) for name, value in KEPT_BLOCKS.items())
    print("images/s, batch 64, d = 64, %s, %d thread(s); the ratio is ours to eager Python; best of %d starts each\n"
          % (args.device, args.threads, args.rounds))
    compiled = " torch.compile |" if args.compile else ""
    print("| model | size | ours, training | eager | ratio |%s ours, hashing | eager | ratio | peak MB, ours | eager |"
          % compiled)
    print("|---|---|" + "---:|" * (9 if args.compile else 8))
    ours_of = HERE / "java.sh"
    for side in map(int, args.sizes.split(",")):
        hashed = str(max(512, 4096 * 32 * 32 // (side * side)))
        for name in args.models.split(","):
            base = [sys.executable, __file__, "--threads", str(args.threads), "--windows", args.windows,
                    "--device", args.device, "--child", name, str(side)]
            sides = [([str(ours_of), "deephash.bench.Speed", name, str(side), args.windows, hashed], ours_env),
                     (base + ["False", hashed], env)]
            if args.compile:
                sides.append((base + ["True", hashed], env))
            starts = [alternate(sides, int(args.windows)) for _ in range(args.rounds)]
            best = [[max(values) for values in zip(*turns)] for turns in zip(*starts)]
            ours, eager = best[0], best[1]
            middle = " %.0f |" % best[2][0] if args.compile else ""
            print("| %s | %d | %.0f | %.0f | **%.2f** |%s %.0f | %.0f | **%.2f** | %.0f | %.0f |" % (
                name, side, ours[0], eager[0], ours[0] / eager[0], middle, ours[1], eager[1], ours[1] / eager[1],
                ours[2], eager[2]), flush=True)


if __name__ == "__main__":
    main()
