#!/usr/bin/env python3
"""Writes one small picture of each kind that PictureFormatsTest reads, and beside it FILE.rgb: width and height, then the
bytes red, green, blue that Pillow decodes it to, upright, transparency laid over white.

    python3 tests/src/test/resources/pictures/make.py       # made with Pillow 13.0.0
"""
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

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
    rgb = ImageOps.exif_transpose(image)
    has_alpha = rgb.mode in ("RGBA", "LA", "PA") or "transparency" in rgb.info
    rgb = over_white(rgb) if has_alpha else rgb.convert("RGB")
    (HERE / f"{name}.rgb").write_bytes(struct.pack(">2i", *rgb.size) + rgb.tobytes())


def write(name, image, **options):
    image.save(HERE / name, **options)
    with Image.open(HERE / name) as back:
        back.load()
        expect(name, back)


def profile():
    """sRGB with red and blue exchanged: who obeys it shows other colours."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack(">I", data[128:132])[0]
    for at in range(132, 132 + 12 * count, 12):
        name = bytes(data[at : at + 4])
        data[at : at + 4] = {b"rXYZ": b"bXYZ", b"bXYZ": b"rXYZ"}.get(name, name)
    return bytes(data)


def without_adobe(name):
    """Cuts Adobe's marker out of a JPEG file, which says that its inks are inverted; they are all the same."""
    data = (HERE / name).read_bytes()
    at = data.index(b"\xff\xee")
    (HERE / name).write_bytes(data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0] :])
    with Image.open(HERE / name) as back:
        back.load()
        expect(name, back)


def small_gif(name, image):
    """A first picture that fills a part of its canvas; around it is white, as browsers show it."""
    image.save(HERE / name)
    data = bytearray((HERE / name).read_bytes())
    data[6:10] = struct.pack("<2H", WIDTH + 9, HEIGHT + 7)
    data[11] = 0
    at = 13 + 3 * (2 << (data[10] & 7))
    while data[at] == 0x21:
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    data[at + 1 : at + 5] = struct.pack("<2H", 5, 3)
    (HERE / name).write_bytes(data)
    canvas = Image.new("RGB", (WIDTH + 9, HEIGHT + 7), "white")
    canvas.paste(image.convert("RGB"), (5, 3))
    expect(name, canvas)


def broken_text(name, image):
    """A PNG with a text whose checksum is wrong and a colour profile that is none."""
    image.save(HERE / name)
    data = (HERE / name).read_bytes()
    bad = struct.pack(">I", 4) + b"iCCPab\0\0" + b"\0\0\0\0" + struct.pack(">I", 3) + b"tEXtabc" + b"\0\0\0\0"
    (HERE / name).write_bytes(data[:33] + bad + data[33:])
    expect(name, image)


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
    blocks = Image.new("RGB", (WIDTH, HEIGHT))
    for y in range(HEIGHT):
        for x in range(WIDTH):
            block = (x // 3) * 7 + (y // 2) * 11
            blocks.putpixel((x, y), (block * 37 % 256, block * 101 % 256, block * 59 % 256))
    write("chroma.webp", blocks, quality=30)
    write("palette.webp", palette, lossless=True)
    write("moving.webp", rgba, save_all=True, append_images=[rgba.rotate(180)], duration=100, quality=80)
    turned = Image.Exif()
    turned[0x0112] = 6
    write("turned6.webp", rgb, lossless=True, exif=turned)
    write("turned6.png", rgb, exif=turned)
    xmp = PngImagePlugin.PngInfo()
    xmp.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta><rdf:Description tiff:Orientation=\"6\"/></x:xmpmeta>", zip=True)
    write("turned6xmp.png", rgb, pnginfo=xmp)
    write("profile.webp", rgb, lossless=True, icc_profile=profile())
    write("profile.jpg", rgb, quality=90, icc_profile=profile())
    write("profile.png", rgb, icc_profile=profile())
    write("plaincmyk.jpg", rgb.convert("CMYK"), quality=95)
    without_adobe("plaincmyk.jpg")
    small_gif("small.gif", palette)
    broken_text("brokentext.png", rgb)
    write("rgb.bmp", rgb)
    write("grey.bmp", grey)
    write("palette.bmp", palette)
    write("palette.gif", palette)
    write("alpha.gif", palette, transparency=3)
    write("moving.gif", palette, save_all=True, append_images=[palette.rotate(180)], duration=100)


main()
