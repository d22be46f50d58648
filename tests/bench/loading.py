#!/usr/bin/env python3
"""Images a second of torchvision's usual loader, to set beside DeepHash's first load of the same folder.

    python3 tests/bench/loading.py FOLDER SIZE      # FOLDER/CLASS/*.jpg, e.g. cifar10-jpeg/test 32

Needs torch and torchvision. Uses as many workers as there are processors. Grey, resized, [0, 1], as DeepHash does.
For DeepHash's side time Datasets.load(FOLDER, loading().pixels(SIZE)) with an empty DEEPHASH_CACHE, in the same
minute on the same machine: other programs' load changes both.
"""
import os
import sys
import time


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    import torch
    from torchvision import datasets, transforms

    size = int(sys.argv[2])
    steps = transforms.Compose(
        [transforms.Grayscale(), transforms.Resize((size, size), antialias=True), transforms.ToTensor()]
    )
    images = datasets.ImageFolder(sys.argv[1], steps)
    start = time.perf_counter()
    count = 0
    for batch, _ in torch.utils.data.DataLoader(images, batch_size=64, num_workers=os.cpu_count()):
        count += len(batch)
    seconds = time.perf_counter() - start
    print(f"torchvision: {count} images in {seconds:.2f} s, {count / seconds:.0f} images/s")


if __name__ == "__main__":
    main()
