#!/usr/bin/env bash
# JDK 17 and 25 (their own TIFF reader), commons-imaging 1.0.0-alpha6, tifffile 2026.3.3, Maven, Python 3.
# Guess: a grey TIFF file with 32 bits a pixel (as microscopes and depth cameras write it) shows black, dark, middle and
# white in that order, for unsigned integers and for floats between 0 and 1.
# Behaviour: the JDK reads unsigned integers as signed ones, so everything from the middle up is black, and a dark pixel
# is white (its floats keep their order; getRGB takes them for linear light). commons-imaging takes the float's last byte: its order is lost. Neither raises an error.
# Output seen (blue of getRGB; values 0, 10/255, 128/255, 1):
#   JDK, unsigned: 0 255 0 0
#   JDK, float: 0 56 188 255
#   commons-imaging, float: 0 161 129 0
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.3.3 numpy==2.4.6
venv/bin/python - <<'PYTHON'
import numpy as np
import tifffile

grey = np.repeat(np.array([[0, 10, 128, 255]], np.uint8), 4, 0)
tifffile.imwrite('unsigned.tif', grey.astype(np.uint32) * 0x01010101, photometric='minisblack')
tifffile.imwrite('float.tif', grey.astype(np.float32) / 255, photometric='minisblack')
PYTHON
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.commons</groupId><artifactId>commons-imaging</artifactId><version>1.0.0-alpha6</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Grey.java <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.File;
import javax.imageio.ImageIO;
import org.apache.commons.imaging.Imaging;

public class Grey {
    static String row(BufferedImage image) {
        StringBuilder row = new StringBuilder();
        for (int x = 0; x < 4; x++) {
            row.append(x == 0 ? "" : " ").append(image.getRGB(x, 0) & 255);
        }
        return row.toString();
    }

    static void holds(String name, String seen, String expected) {
        System.out.println(name + ": " + seen);
        if (!seen.equals(expected)) {
            throw new AssertionError("grey of 32 bits is read otherwise now");
        }
    }

    public static void main(String[] args) throws Exception {
        holds("JDK, unsigned", row(ImageIO.read(new File("unsigned.tif"))), "0 255 0 0");
        holds("JDK, float", row(ImageIO.read(new File("float.tif"))), "0 56 188 255");
        holds("commons-imaging, float", row(Imaging.getBufferedImage(new File("float.tif"))), "0 161 129 0");
    }
}
JAVA
java -Djava.awt.headless=true -cp "$(cat cp)" Grey.java
