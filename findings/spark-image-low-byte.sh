#!/usr/bin/env bash
# Spark 4.2.0 (spark-mllib_2.13, its image data source), JDK 17, Maven.
# Guess: spark.read().format("image") brings a grey PNG file with 16 bits a pixel (X-rays, depth, microscopes) to its
# 8-bit mode CV_8UC1 by keeping the high byte, as it has no mode for 16 bits, or rejects the file.
# Behaviour: it keeps the low byte. Black, 256, the middle and 65280 (nearly white) all become 0, and 255, next to
# black, becomes 255. There is no warning, the row looks like any other, and dropInvalid keeps it.
# Output seen:
#   8 bits, stored 0 0 1 128 255 255: mode 0, read 0 0 1 128 255 255
#   16 bits, stored 0 255 256 32768 65280 65535: mode 0, read 0 255 0 0 0 255
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.scala-lang</groupId><artifactId>scala-library</artifactId>
      <version>2.13.18</version></dependency>
    <dependency><groupId>org.apache.spark</groupId><artifactId>spark-mllib_2.13</artifactId>
      <version>4.2.0</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Grey.java <<'JAVA'
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

class Grey {
    public static void main(String[] args) throws Exception {
        int[] deep = {0, 255, 256, 32768, 65280, 65535};
        int[] plain = Arrays.stream(deep).map(level -> level >> 8).toArray();
        SparkSession.Builder local = SparkSession.builder().master("local[1]").config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1");
        try (SparkSession spark = local.getOrCreate()) {
            String eight = read(spark, "plain.png", BufferedImage.TYPE_BYTE_GRAY, plain);
            String sixteen = read(spark, "deep.png", BufferedImage.TYPE_USHORT_GRAY, deep);
            System.out.println("8 bits, stored " + text(plain) + ": " + eight);
            System.out.println("16 bits, stored " + text(deep) + ": " + sixteen);
            if (!eight.equals("mode 0, read 0 0 1 128 255 255") || !sixteen.equals("mode 0, read 0 255 0 0 0 255")) {
                throw new AssertionError("the image data source has changed");
            }
        }
    }

    static String read(SparkSession spark, String name, int type, int[] levels) throws Exception {
        BufferedImage image = new BufferedImage(levels.length, 1, type);
        image.getRaster().setPixels(0, 0, levels.length, 1, levels);
        ImageIO.write(image, "png", new File(name));
        BufferedImage again = ImageIO.read(new File(name)); // the file itself is right
        if (!Arrays.equals(again.getRaster().getPixels(0, 0, levels.length, 1, (int[]) null), levels)) {
            throw new AssertionError("not the levels that were written");
        }
        Row row = spark.read().format("image").option("dropInvalid", true).load(name).select("image.*").first();
        byte[] bytes = row.getAs("data");
        int[] values = new int[bytes.length];
        Arrays.setAll(values, i -> bytes[i] & 255);
        return "mode " + row.getAs("mode") + ", read " + text(values);
    }

    static String text(int[] values) {
        return Arrays.stream(values).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }
}
JAVA
opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
java -Xmx1g "${opens[@]}" -cp "$(cat cp)" Grey.java 2> err || { cat err; exit 1; }
