#!/usr/bin/env bash
# JDK 17.0.15 and 25 (no packages).
# Guess: the two ways of the JDK to turn an RGB image into grey, drawing it into a TYPE_BYTE_GRAY image and filtering
# it with ColorConvertOp, store the same values.
# Behaviour: drawing stores luma of the stored values (red 77, green 149, blue 29, grey 128 stays 128). The image that
# ColorConvertOp makes holds linear light: grey 128 is stored as 55, red as 57, green as 183. Hashes computed from the
# rasters differ, and dark parts lose most of their levels.
# Output seen:
#   drawn: red 77, green 149, blue 29, grey 128; converted: red 57, green 183, blue 15, grey 55
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cat > "$dir/Greys.java" <<'JAVA'
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;

public class Greys {
    static BufferedImage flat(int rgb) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, rgb);
        }
        return image;
    }

    static int drawn(int rgb) {
        BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        grey.createGraphics().drawImage(flat(rgb), 0, 0, null);
        return grey.getRaster().getSample(0, 0, 0);
    }

    static int converted(int rgb) {
        BufferedImage grey =
                new ColorConvertOp(ColorSpace.getInstance(ColorSpace.CS_GRAY), null).filter(flat(rgb), null);
        return grey.getRaster().getSample(0, 0, 0);
    }

    public static void main(String[] args) {
        int[] colours = {0xff0000, 0xff00, 0xff, 0x808080};
        String[] names = {"red", "green", "blue", "grey"};
        StringBuilder drawn = new StringBuilder();
        StringBuilder converted = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            drawn.append(i == 0 ? "" : ", ").append(names[i]).append(' ').append(drawn(colours[i]));
            converted.append(i == 0 ? "" : ", ").append(names[i]).append(' ').append(converted(colours[i]));
        }
        System.out.println("drawn: " + drawn + "; converted: " + converted);
        if (drawn(0x808080) != 128 || converted(0x808080) != 55 || Math.abs(drawn(0xff0000) - 77) > 1) {
            throw new AssertionError("the two greys have changed");
        }
    }
}
JAVA
java -Djava.awt.headless=true "$dir/Greys.java"
