#!/usr/bin/env python3
"""Every picture file of some folders as DeepHash and as Pillow read it: which are read, which refused, and how far apart
the pixels are.

    python3 tests/bench/formats.py FOLDER... [--generated] [--list 0.5]

Needs Pillow and NumPy. Prints a row of a table for each folder and kind of file: files, read by both, by DeepHash only,
by Pillow only (with --list also which), by neither; the largest mean difference of a file from Pillow and the largest of
the 99th percentiles, of 255. Pillow's picture is turned by its Exif orientation, 16 bits are divided by 257, and
transparent parts are laid over white, as DeepHash does. --generated makes files of every kind that Pillow writes.
DEEPHASH_CLASSES names a class path to run on instead of building.
"""
import argparse
import collections
import os
import struct
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFile, ImageOps

HERE = Path(__file__).parent
ENDINGS = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".gif"}
Image.MAX_IMAGE_PIXELS = 200_000_000
warnings.simplefilter("ignore")


def pillow(path):
    """The picture as height × width × 3 bytes, or None."""
    try:
        with Image.open(path) as image:
            image.load()
            if image.format not in ("JPEG", "MPO", "PNG", "WEBP", "BMP", "DIB", "GIF"):
                return None
            image = ImageOps.exif_transpose(image)
            if image.mode.startswith("I"):
                grey = np.asarray(image).astype(np.int64)
                bytes8 = (grey * 255 + 32767) // 65535
                if "transparency" in image.info:
                    bytes8[grey == image.info["transparency"]] = 255
                return np.repeat(bytes8.astype(np.uint8)[..., None], 3, 2)
            if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
                rgba = np.asarray(image.convert("RGBA")).astype(np.int64)
                alpha = rgba[..., 3:]
                return ((rgba[..., :3] * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)
            return np.asarray(image.convert("RGB"))
    except Exception:
        return None


def deephash(files):
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "list.txt")
        lines.write_text("".join(f"{os.path.abspath(file)}\n" for file in files))
        classes = os.environ.get("DEEPHASH_CLASSES")
        java = ["java", "-Xmx3g", "-cp", classes] if classes else [str(HERE / "java.sh")]
        subprocess.run(java + ["deephash.bench.Formats", str(lines), folder], check=True)
        os.environ["BUILT"] = "yes"
        for index, _ in enumerate(files):
            found = Path(folder, f"{index}.rgb")
            if found.exists():
                data = found.read_bytes()
                width, height = struct.unpack(">ii", data[:8])
                yield np.frombuffer(data, np.uint8, offset=8).reshape(height, width, 3), ""
            else:
                yield None, Path(folder, f"{index}.txt").read_text()


def generated(folder):
    """Files of every kind that Pillow writes, of a drawing and of noise."""
    rng = np.random.default_rng(7)
    noise = Image.fromarray(np.repeat(np.repeat(rng.integers(0, 256, (30, 40, 3), np.uint8), 4, 0), 4, 1))
    drawn = Image.linear_gradient("L").resize((150, 110)).convert("RGB")
    draw = ImageDraw.Draw(drawn)
    draw.ellipse((20, 15, 90, 80), fill=(220, 40, 60))
    draw.line((0, 100, 149, 5), fill=(10, 120, 230), width=5)
    for name, image in (("noise", noise), ("drawn", drawn)):
        clear = image.convert("RGBA")
        clear.putalpha(Image.radial_gradient("L").resize(image.size))
        modes = {"rgb": image, "grey": image.convert("L"), "palette": image.convert("P"), "bits": image.convert("1"),
                 "alpha": clear, "greyalpha": clear.convert("LA"), "cmyk": image.convert("CMYK")}
        for mode, each in modes.items():
            for ending, settings in (
                ("png", [{}, {"optimize": True}]), ("bmp", [{}]), ("gif", [{}, {"interlace": 0}]),
                ("jpg", [{"quality": q, "subsampling": s, "progressive": p}
                         for q in (30, 75, 95) for s in (0, 1, 2) for p in (False, True)]),
                ("webp", [{"quality": q, "method": m} for q in (10, 30, 50, 75, 90, 100) for m in (0, 4, 6)]
                 + [{"lossless": True}, {"quality": 80, "alpha_quality": 50}, {"quality": 60, "exact": True}]),
            ):
                for number, setting in enumerate(settings):
                    try:
                        each.save(folder / f"{name}-{mode}-{number}.{ending}", **setting)
                    except (OSError, ValueError):
                        pass
        for orientation in range(1, 9):
            exif = Image.Exif()
            exif[0x0112] = orientation
            for ending in ("jpg", "png", "webp"):
                image.save(folder / f"{name}-turned{orientation}.{ending}", exif=exif)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--generated", action="store_true")
    parser.add_argument("--list", type=float, help="name files whose mean difference is larger, and those only one reads")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folders = list(args.folders)
        if args.generated:
            Path(made, "generated").mkdir()
            generated(Path(made, "generated"))
            folders.append(Path(made, "generated"))
        print("| set | kind | files | both | DeepHash only | Pillow only | neither | largest mean difference | 99 % |")
        print("|---|---|---:|---:|---:|---:|---:|---:|---:|")
        for folder in folders:
            rows(folder, args.list)


def rows(folder, limit):
    files = sorted(file for file in folder.rglob("*") if file.is_file() and file.suffix.lower() in ENDINGS)
    kinds = collections.defaultdict(lambda: [0] * 5 + [0.0, 0.0])
    for file, (ours, reason) in zip(files, deephash(files)):
        theirs = pillow(file)
        kind = file.suffix.lower()[1:].replace("jpeg", "jpg")
        row = kinds[kind]
        row[0] += 1
        row[1 + (ours is None) * 2 + (theirs is None) * 1 if (ours is None) != (theirs is None) or ours is None else 1] += 1
        if reason.startswith("CRASH"):
            print(f"{file}: {reason}", file=sys.stderr)
        if ours is None and theirs is not None and limit is not None:
            print(f"{file}: Pillow only: {reason}", file=sys.stderr)
        if ours is not None and theirs is None and limit is not None:
            print(f"{file}: DeepHash only", file=sys.stderr)
        if ours is None or theirs is None:
            continue
        if ours.shape != theirs.shape:
            print(f"{file}: {ours.shape} and not {theirs.shape}", file=sys.stderr)
            row[5] = 255.0
            continue
        apart = np.abs(ours.astype(int) - theirs)
        if limit is not None and apart.mean() > limit:
            print(f"{file}: {apart.mean():.2f} apart, at most {apart.max()}", file=sys.stderr)
        row[5] = max(row[5], apart.mean())
        row[6] = max(row[6], float(np.percentile(apart, 99)))
    for kind, (count, both, only, pillow_only, neither, mean, high) in sorted(kinds.items()):
        print(f"| {folder.name} | {kind} | {count} | {both} | {only} | {pillow_only} | {neither} | {mean:.2f} | {high:.0f} |")


if __name__ == "__main__":
    main()
