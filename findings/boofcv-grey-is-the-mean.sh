#!/usr/bin/env bash
# BoofCV 1.1.7 (boofcv-ip, boofcv-io), JDK 17+, Maven.
# Guess: ConvertBufferedImage.convertFrom(image, GrayU8) weighs red, green and blue as luma does (76, 150, 29).
# Behaviour: it takes the mean of the three. Pure red, green and blue all become 85, so a red circle on a blue ground
# vanishes, and hashes made of its grey miss what only colours tell apart.
# Output seen:
#   red 85, green 85, blue 85
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.boofcv</groupId><artifactId>boofcv-ip</artifactId><version>1.1.7</version></dependency>
    <dependency><groupId>org.boofcv</groupId><artifactId>boofcv-io</artifactId><version>1.1.7</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Grey.java <<'JAVA'
import boofcv.io.image.ConvertBufferedImage;
import boofcv.struct.image.GrayU8;
import java.awt.image.BufferedImage;

public class Grey {
    static int grey(int rgb) {
        BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 4; i++) {
            image.setRGB(i % 2, i / 2, rgb);
        }
        return ConvertBufferedImage.convertFrom(image, (GrayU8) null).get(0, 0);
    }

    public static void main(String[] args) {
        String seen = "red " + grey(0xff0000) + ", green " + grey(0xff00) + ", blue " + grey(0xff);
        System.out.println(seen);
        if (!seen.equals("red 85, green 85, blue 85")) {
            throw new AssertionError("convertFrom has changed");
        }
    }
}
JAVA
java -Djava.awt.headless=true -cp "$(cat cp)" Grey.java
