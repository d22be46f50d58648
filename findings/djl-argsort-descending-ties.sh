#!/usr/bin/env bash
# DJL 0.36.0 (ai.djl:api, pytorch-engine, pytorch-jni 2.7.1-0.36.0, pytorch-native-cpu 2.7.1 for this platform), JDK
# 17+, Maven.
# Guess: argSort(axis, false) sorts descending and keeps ties in their order, as argSort(axis) does ascending, or
# leaves their order open.
# Behaviour: it is the ascending order read backwards, so ties come highest index first. A ranking by score then
# prefers the last of several equal images, a ranking by distance the first: the same codes give another average
# precision.
# Output seen:
#   ascending  [3, 6, 0, 1, 2, 4, 5]
#   descending [5, 4, 2, 1, 0, 6, 3]
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>ai.djl</groupId><artifactId>api</artifactId><version>0.36.0</version></dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.36.0</version></dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-jni</artifactId><version>2.7.1-0.36.0</version></dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version>
      <classifier>linux-x86_64</classifier></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Ties.java <<'JAVA'
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;

public class Ties {
    public static void main(String[] args) {
        try (NDManager memory = NDManager.newBaseManager()) {
            NDArray scores = memory.create(new float[] {1, 1, 1, 0, 1, 1, 0});
            String up = Arrays.toString(scores.argSort().toLongArray());
            String down = Arrays.toString(scores.argSort(0, false).toLongArray());
            System.out.println("ascending  " + up);
            System.out.println("descending " + down);
            if (!up.equals("[3, 6, 0, 1, 2, 4, 5]") || !down.equals("[5, 4, 2, 1, 0, 6, 3]")) {
                throw new AssertionError("argSort has changed");
            }
        }
    }
}
JAVA
java -Dai.djl.offline=true -cp "$(cat cp)" Ties.java 2> err || { cat err; exit 1; }
