#!/usr/bin/env bash
# DJL 0.36.0 with its PyTorch engine (2.7.1), Maven, JDK 17+.
# Guess: optClipGrad(1) scales a gradient whose norm is above 1, as torch.nn.utils.clip_grad_norm_ does, and
# MultiFactorTracker with steps 2 and 4 lowers the rate at updates 2 and 4, as MultiStepLR does.
# Behaviour: each number is cut at ±1 by itself, so the direction changes: a step of (-0.6, -0.8) is one of (-1, -1).
# The tracker is one update late: the rate falls at updates 3 and 5.
# Output seen:
#   a gradient of (3, 4), clipped at 1, rate 1: (-1.0, -1.0)
#   rates, steps 2 and 4: 1.0 1.0 1.0 0.1 0.1 0.01
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat > pom.xml <<'XML'
<project><modelVersion>4.0.0</modelVersion><groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-engine</artifactId><version>0.36.0</version></dependency>
    <dependency>
      <groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId><version>2.7.1</version>
      <classifier>linux-x86_64</classifier><scope>runtime</scope>
    </dependency>
    <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-jni</artifactId><version>2.7.1-0.36.0</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-nop</artifactId><version>2.0.17</version></dependency>
  </dependencies>
</project>
XML
mvn -q -B dependency:build-classpath -Dmdep.outputFile=cp > /dev/null
cat > Clip.java <<'JAVA'
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.MultiFactorTracker;
import ai.djl.training.tracker.Tracker;
import java.util.Locale;

public class Clip {
    public static void main(String[] args) {
        try (NDManager manager = NDManager.newBaseManager()) {
            var weights = manager.create(new float[] {0, 0});
            Optimizer.sgd().setLearningRateTracker(Tracker.fixed(1f)).optClipGrad(1f).build()
                    .update("weights", weights, manager.create(new float[] {3, 4}));
            float[] step = weights.toFloatArray();
            System.out.println("a gradient of (3, 4), clipped at 1, rate 1: (" + step[0] + ", " + step[1] + ")");
            var tracker = MultiFactorTracker.builder().setBaseValue(1f).optFactor(0.1f).setSteps(new int[] {2, 4}).build();
            StringBuilder rates = new StringBuilder();
            for (int update = 0; update < 6; update++) {
                rates.append(String.format(Locale.ROOT, " %s", Math.round(tracker.getNewValue(update) * 1000) / 1000.0));
            }
            System.out.println("rates, steps 2 and 4:" + rates);
            if (step[0] != -1 || step[1] != -1 || !rates.toString().equals(" 1.0 1.0 1.0 0.1 0.1 0.01")) {
                throw new AssertionError("clipping or the tracker has changed");
            }
        }
    }
}
JAVA
OPT_OUT_TRACKING=true java -cp "$(cat cp)" Clip.java
