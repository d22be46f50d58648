#!/usr/bin/env python3
"""Images a second of DeepHash's first load beside torchvision's ImageFolder and DataLoader: the same images, processors,
size and filter (antialiased bilinear), in turn.

    python3 tests/bench/loading.py FOLDER [--pixels 32] [--colour] [--rounds 3] [--copies 1]

FOLDER has one subfolder of images a class; one of images alone, or with train/ and test/, is linked into that shape
first. Needs torch and torchvision. Each round DeepHash starts in a fresh process with an empty cache: its time includes
the JIT compiler's warm-up, fingerprints, and writing the cache file. torchvision's includes starting its workers, one
a processor; importing torch is not counted, nor is the start of the JVM. The second load of the same folder comes from
the cache file; Python has none to set beside it. Printed as a row of a table: set, images, pixels, images a second of
DeepHash and of torchvision and their ratio, milliseconds of processor time an image of both, the second load. With --copies each image is there so many times, each time cut by one
pixel more and encoded anew (JPEG, quality 90): for sets too small to show more than the start.
"""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ENDINGS = {".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif"}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pixels", type=int, default=32)
    parser.add_argument("--colour", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--copies", type=int, default=1)
    return parser.parse_args()


def link(folder, to, copies):
    """Links the images into TO/CLASS/, the same for both sides."""
    images = sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS)
    for image in images:
        parts = image.relative_to(folder).parts
        kind = "_".join(parts[:-1]) or "all"
        (to / kind).mkdir(parents=True, exist_ok=True)
        (to / kind / image.name).symlink_to(image.resolve())
        for copy in range(1, copies):
            from PIL import Image

            with Image.open(image) as whole:
                cut = whole.convert("RGB").crop((copy, copy, *whole.size))
            cut.save(to / kind / f"{copy}-{image.stem}.jpg", quality=90)
    return len(images) * copies


def torchvision(folder, args):
    import torch
    from torchvision import datasets, transforms

    steps = [transforms.Resize((args.pixels, args.pixels), antialias=True), transforms.ToTensor()]
    if not args.colour:
        steps.insert(0, transforms.Grayscale())
    images = datasets.ImageFolder(folder, transforms.Compose(steps))
    start, used = time.perf_counter(), processor()
    count = 0
    for batch, _ in torch.utils.data.DataLoader(images, batch_size=64, num_workers=os.cpu_count()):
        count += len(batch)
    return count, time.perf_counter() - start, processor() - used


def processor():
    """Seconds of the processors that this process and its ended children have taken."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def deephash(folder, args):
    with tempfile.TemporaryDirectory() as cache:
        output = subprocess.run(
            [HERE / "java.sh", "deephash.bench.Loading", folder, str(args.pixels), "colour" if args.colour else "grey"],
            env={**os.environ, "DEEPHASH_CACHE": cache}, stdout=subprocess.PIPE, text=True, check=True,
        ).stdout.split()
        os.environ["BUILT"] = "yes"
    return [float(number) for number in output[-4:]]


def main():
    args = arguments()
    with tempfile.TemporaryDirectory() as linked:
        count = link(args.folder, Path(linked), args.copies)
        if count == 0:
            sys.exit(f"no images in {args.folder}")
        ours, theirs, second, used = [], [], [], [[], []]
        for _ in range(args.rounds):
            _, first, again, mine = deephash(linked, args)
            used[0].append(mine / count * 1000)
            ours.append(count / first)
            second.append(again)
            read, seconds, others = torchvision(linked, args)
            used[1].append(others / count * 1000)
            theirs.append(read / seconds)
            print(f"  DeepHash {ours[-1]:.0f}, torchvision {theirs[-1]:.0f} images/s", file=sys.stderr)
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"| {args.folder.name} | {count:,} | {args.pixels} {'colour' if args.colour else 'grey'} | {mine:,.0f} "
          f"| {other:,.0f} | {mine / other:.2f} | {statistics.median(used[0]):.2f} "
          f"| {statistics.median(used[1]):.2f} | {statistics.median(second):.2f} s |")


if __name__ == "__main__":
    main()
