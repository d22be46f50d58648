"""Writes the files beside it with FAISS (faiss-cpu 1.15.1, numpy): what FaissFileTest reads.

    python make.py
"""
import faiss
import numpy as np


def codes(size, width):
    """Byte b of code i is 37 i + 101 b + i b, modulo 256."""
    i, b = np.arange(size)[:, None], np.arange(width)[None]
    return ((37 * i + 101 * b + i * b) % 256).astype(np.uint8)


for bits in (24, 128):
    flat = faiss.IndexBinaryFlat(bits)
    flat.add(codes(20, bits // 8))
    faiss.write_index_binary(flat, f"flat{bits}.faiss")
for name, trained in (("ivf", 40), ("sparse", 1)):
    ivf = faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(64), 64, 8)
    ivf.train(codes(400, 8))
    ivf.add(codes(trained, 8))
    faiss.write_index_binary(ivf, f"{name}.faiss")
numbered = faiss.IndexBinaryIVF(faiss.IndexBinaryFlat(64), 64, 2)
numbered.train(codes(80, 8))
numbered.add_with_ids(codes(3, 8), np.array([5, 6, 7]))
faiss.write_index_binary(numbered, "numbered.faiss")
hnsw = faiss.IndexBinaryHNSW(64, 2)
hnsw.add(codes(2, 8))
faiss.write_index_binary(hnsw, "hnsw.faiss")
