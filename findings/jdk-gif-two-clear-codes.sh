#!/usr/bin/env bash
# The JDK's ImageIO (17 and 25) and Pillow 12.0.0 on a GIF file of 2 x 2 pixels whose codes are clear, clear, red, green, clear,
# white, black, end. GIF89a lets a clear code stand anywhere, also behind another one; it only empties the table.
# Guess: both read red, green, white, black.
# Behaviour: ImageIO takes the second clear code for a pixel of the colour 0 and for an entry of the table, so the pixels move
# on by one place and its codes soon have another length, without a warning: black, red, green, black. Pillow reads the four
# pixels that were written. With one clear code both agree.
# Output seen:
#   one clear code:  ImageIO rgwb, Pillow rgwb
#   two clear codes: ImageIO brgb, Pillow rgwb
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pillow==12.0.0
cat > "$dir/Read.java" <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.File;
import javax.imageio.ImageIO;

class Read {
    public static void main(String[] files) throws Exception {
        for (String file : files) {
            BufferedImage image = ImageIO.read(new File(file));
            StringBuilder letters = new StringBuilder();
            for (int i = 0; i < 4; i++) {
                letters.append(switch (image.getRGB(i % 2, i / 2) & 0xFFFFFF) {
                    case 0 -> 'b';
                    case 0xFFFFFF -> 'w';
                    case 0xFF0000 -> 'r';
                    case 0x00FF00 -> 'g';
                    default -> '?';
                });
            }
            System.out.println(letters);
        }
    }
}
JAVA
"$dir/venv/bin/python" - "$dir" <<'PYTHON'
import subprocess
import sys
from pathlib import Path

from PIL import Image

folder = Path(sys.argv[1])
CLEAR, END = 4, 5
LETTERS = {(0, 0, 0): "b", (255, 255, 255): "w", (255, 0, 0): "r", (0, 255, 0): "g"}


def gif(name, codes):
    bits = sum(code << 3 * place for place, code in enumerate(codes))
    data = bits.to_bytes((3 * len(codes) + 7) // 8, "little")
    palette = bytes([0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 255, 0])
    screen = b"GIF89a" + bytes([2, 0, 2, 0, 0x81, 0, 0]) + palette
    path = folder / name
    path.write_bytes(screen + bytes([0x2C, 0, 0, 0, 0, 2, 0, 2, 0, 0, 2, len(data)]) + data + bytes([0, 0x3B]))
    return path


files = [
    gif("one.gif", [CLEAR, 2, 3, CLEAR, 1, 0, END]),
    gif("two.gif", [CLEAR, CLEAR, 2, 3, CLEAR, 1, 0, END]),
]
java = subprocess.run(["java", folder / "Read.java", *files], check=True, capture_output=True, text=True).stdout.split()
pillow = []
for file in files:
    with Image.open(file) as image:
        colours = image.convert("RGB")
        pillow.append("".join(LETTERS[colours.getpixel((i % 2, i // 2))] for i in range(4)))
print(f"one clear code:  ImageIO {java[0]}, Pillow {pillow[0]}")
print(f"two clear codes: ImageIO {java[1]}, Pillow {pillow[1]}")
assert (java, pillow) == (["rgwb", "brgb"], ["rgwb", "rgwb"]), "the readers have changed"
PYTHON
