#!/usr/bin/env bash
# TwelveMonkeys imageio-tiff 3.15.0 beside the JDK's own TIFF reader (JDK 17+), tifffile 2026.3.3, Maven, Python 3.
# Guess: two readers of one TIFF file whose colours are multiplied by their alpha (ExtraSamples 1, "associated") give
# the same picture, since ImageIO takes whichever comes first.
# Behaviour: red 200 at half opacity is stored as 100. The JDK divides by alpha again; TwelveMonkeys hands out 100 as
# if it had never been multiplied, in an image of a type without multiplied alpha, so half-opaque parts come out half
# as bright. With ExtraSamples 2 both give 200.
# Output seen:
#   associated: twelvemonkeys 80640000, sun 80c70000
#   unassociated: twelvemonkeys 80c80000, sun 80c80000
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.3.3 numpy==2.4.6
venv/bin/python - <<'PYTHON'
import numpy as np
import tifffile

pixels = np.zeros((16, 16, 4), np.uint8)
pixels[..., 3] = 128
pixels[..., 0] = 200
tifffile.imwrite('unassociated.tif', pixels, photometric='rgb', extrasamples=['unassalpha'])
pixels[..., 0] = 100
tifffile.imwrite('associated.tif', pixels, photometric='rgb', extrasamples=['assocalpha'])
PYTHON
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>com.twelvemonkeys.imageio</groupId><artifactId>imageio-tiff</artifactId><version>3.15.0</version>
    </dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Alpha.java <<'JAVA'
import java.io.File;
import java.util.TreeMap;
import javax.imageio.ImageIO;

public class Alpha {
    static TreeMap<String, String> seen(String name) throws Exception {
        TreeMap<String, String> seen = new TreeMap<>(java.util.Comparator.reverseOrder());
        for (var readers = ImageIO.getImageReadersByFormatName("tiff"); readers.hasNext(); ) {
            var reader = readers.next();
            reader.setInput(ImageIO.createImageInputStream(new File(name)));
            String vendor = reader.getClass().getName().contains("twelvemonkeys") ? "twelvemonkeys" : "sun";
            seen.put(vendor, Integer.toHexString(reader.read(0).getRGB(0, 0)));
        }
        return seen;
    }

    public static void main(String[] args) throws Exception {
        for (String kind : new String[] {"associated", "unassociated"}) {
            var seen = seen(kind + ".tif");
            System.out.println(kind + ": twelvemonkeys " + seen.get("twelvemonkeys") + ", sun " + seen.get("sun"));
            String expected = kind.equals("associated") ? "80640000 80c70000" : "80c80000 80c80000";
            if (!expected.equals(seen.get("twelvemonkeys") + " " + seen.get("sun"))) {
                throw new AssertionError("alpha is read otherwise now");
            }
        }
    }
}
JAVA
java -Djava.awt.headless=true -cp "$(cat cp)" Alpha.java
