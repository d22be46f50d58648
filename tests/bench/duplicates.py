#!/usr/bin/env python3
"""Photos a second of `deephash duplicates` beside imagededup's PHash: large JPEG files, each side in a fresh process, in turn.

    python3 tests/bench/duplicates.py FOLDER [--count 300] [--hash pdq] [--rounds 1] [--peer PYTHON]

Photos of FOLDER are enlarged to 4000×3000 pixels, with noise like a camera's (deviation 4), and saved as JPEG of quality
90: some 3 MB each. Needs Pillow and numpy; PYTHON has imagededup (default: this Python). DeepHash's time is from the
start of the program to its end, the JVM's start included, with an empty index; then a second run with the index. The
peer's is encode_images and find_duplicates, the imports not counted, with as many workers as processors. Memory is the
largest resident set of the processes, the peer's workers each by itself and summed over them. Build first: ./deephash
--version.
"""
import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PEER = """
import os, resource, sys, time
from imagededup.methods import PHash
if __name__ == "__main__":
    start = time.perf_counter()
    hasher = PHash(verbose=False)
    codes = hasher.encode_images(image_dir=sys.argv[1], num_enc_workers=os.cpu_count())
    hasher.find_duplicates(encoding_map=codes, max_distance_threshold=10, num_dist_workers=0)
    wall = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF)
    workers = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = own.ru_utime + own.ru_stime + workers.ru_utime + workers.ru_stime
    print(len(codes), wall, used, (own.ru_maxrss + os.cpu_count() * workers.ru_maxrss) / 1024)
"""


def make(folder, to, count):
    import numpy
    from PIL import Image

    photos = sorted(p for p in folder.rglob("*") if p.suffix.lower() in {".jpg", ".jpeg"})[:count]
    random = numpy.random.default_rng(1)
    noise = random.normal(0, 4, (3000, 4000, 3)).astype(numpy.float32)
    for photo in photos:
        large = numpy.asarray(Image.open(photo).convert("RGB").resize((4000, 3000), Image.BICUBIC), numpy.float32)
        noisy = large + numpy.roll(noise, int(random.integers(4000)), 1)
        Image.fromarray(noisy.clip(0, 255).astype(numpy.uint8)).save(to / photo.name, quality=90)
    return len(photos)


def ours(folder, index, name):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = ["/usr/bin/env", str(ROOT / "deephash"), "duplicates", str(folder), "--hash", name, "--index", str(index)]
    done = subprocess.Popen(run, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    most = 0
    while done.poll() is None:
        most = max(most, resident(done.pid))
        time.sleep(0.05)
    if done.returncode:
        sys.exit(done.stderr.read())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - start, used, most


def resident(process):
    """Of a process and those it has started, in MB."""
    total = 0
    try:
        total = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            total += resident(int(child))
    except (FileNotFoundError, ProcessLookupError):
        pass
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--hash", default="pdq")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--peer", default=sys.executable)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        photos = Path(place) / "photos"
        photos.mkdir()
        count = make(args.folder, photos, args.count)
        size = sum(p.stat().st_size for p in photos.iterdir()) / count / 2**20
        print(f"{count} photos of 4000×3000 pixels, {size:.1f} MB each")
        for number in range(args.rounds):
            index = Path(place) / f"{number}.sqlite"
            for what in ("first run", "second run"):
                wall, used, memory = ours(photos, index, args.hash)
                print(f"DeepHash {args.hash}, {what}: {wall:.2f} s, {count / wall:.1f} photos/s,"
                      f" {1000 * used / count:.1f} ms of processor time a photo, {memory:.0f} MB", flush=True)
            done = subprocess.run([args.peer, "-c", PEER, str(photos)], capture_output=True, text=True)
            if done.returncode:
                sys.exit(done.stderr)
            found, wall, used, memory = map(float, done.stdout.split()[-4:])
            print(f"imagededup PHash: {wall:.2f} s, {found / wall:.1f} photos/s,"
                  f" {1000 * used / count:.1f} ms of processor time a photo, {memory:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
