#!/usr/bin/env python3
"""Writes one small picture of each kind that PictureFormatsTest reads, and beside it FILE.rgb: width and height, then the
bytes red, green, blue that Pillow decodes it to, upright, transparency laid over white.

    python3 tests/src/test/resources/pictures/make.py       # made with Pillow 13.0.0
"""
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
WIDTH, HEIGHT = 24, 16


def picture(bright=90):
    """Smooth colours with a bright corner, so that no turn or mirror image looks like another."""
    image = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            corner = bright if x < 8 and y < 6 else 0
            image.putpixel((x, y), (40 + 5 * x + corner, 200 - 8 * y, 30 + 3 * x + 5 * y))
    return image


def over_white(image):
    rgba = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba).convert("RGB")


def expect(name, image):
    rgb = ImageOps.exif_transpose(image) if image.format == "JPEG" else image
    has_alpha = rgb.mode in ("RGBA", "LA", "PA") or "transparency" in rgb.info
    rgb = over_white(rgb) if has_alpha else rgb.convert("RGB")
    (HERE / f"{name}.rgb").write_bytes(struct.pack(">2i", *rgb.size) + rgb.tobytes())


def write(name, image, **options):
    image.save(HERE / name, **options)
    with Image.open(HERE / name) as back:
        back.load()
        expect(name, back)


def png(name, depth, colour, rows):
    """A PNG that Pillow cannot write, chunk by chunk."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">2I5B", WIDTH, HEIGHT, depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    (HERE / name).write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def main():
    rgb = picture()
    grey = rgb.convert("L")
    alpha = Image.linear_gradient("L").resize((WIDTH, HEIGHT))
    rgba = rgb.copy()
    rgba.putalpha(alpha)
    palette = rgb.quantize(16)

    write("rgb.png", rgb)
    write("grey.png", grey)
    write("bits.png", grey.convert("1"))
    write("alpha.png", rgba)
    write("greyalpha.png", Image.merge("LA", (grey, alpha)))
    write("palette.png", palette)
    write("palettealpha.png", palette, transparency=3)
    # sixteen bits: the low byte rounds
    values = [[y * 4000 + x * 123 for x in range(WIDTH)] for y in range(HEIGHT)]
    png("grey16.png", 16, 0, [struct.pack(f">{WIDTH}H", *row) for row in values])
    eight = Image.new("L", (WIDTH, HEIGHT))
    eight.putdata([round(v / 257) for row in values for v in row])
    expect("grey16.png", eight)
    triples = [[(v, 65535 - v, v // 2) for v in row] for row in values]
    png("rgb16.png", 16, 2, [struct.pack(f">{3 * WIDTH}H", *[c for t in row for c in t]) for row in triples])
    eight = Image.new("RGB", (WIDTH, HEIGHT))
    eight.putdata([tuple(round(c / 257) for c in t) for row in triples for t in row])
    expect("rgb16.png", eight)

    write("rgb.jpg", rgb, quality=90)
    write("full.jpg", rgb, quality=90, subsampling=0)
    write("half.jpg", rgb, quality=90, subsampling=1)
    write("restart.jpg", rgb, quality=90, restart_marker_blocks=1)
    write("progressive.jpg", rgb, quality=90, progressive=True)
    write("grey.jpg", grey, quality=90)
    write("cmyk.jpg", rgb.convert("CMYK"), quality=95)
    for orientation in range(1, 9):
        exif = Image.Exif()
        exif[0x0112] = orientation
        write(f"turned{orientation}.jpg", rgb, quality=90, exif=exif)

    write("rgb.webp", rgb, lossless=True)
    # without the corner: whether chroma of half the size is smoothed, as Pillow does, shows at edges
    write("lossy.webp", picture(0), quality=90)
    write("alpha.webp", rgba, lossless=True, exact=True)
    write("rgb.bmp", rgb)
    write("grey.bmp", grey)
    write("palette.bmp", palette)
    write("palette.gif", palette)
    write("alpha.gif", palette, transparency=3)
    write("moving.gif", palette, save_all=True, append_images=[palette.rotate(180)], duration=100)


main()
