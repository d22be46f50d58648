package deephash.train.contrastive;

import deephash.model.engine.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The network of a copy hash, written as one TorchScript function: a small residual network (He et al., 2016) that
 * keeps a map of a few places instead of a mean over all, a hidden layer, and a head for each length of code. Maps
 * views (rows, 3, 32, 32) to the values of all heads side by side.
 */
final class ContrastiveScript {

    private final Map<String, long[]> parameters = new LinkedHashMap<>();
    private final Map<String, Integer> statistics = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private final boolean half;
    private int variable;

    ContrastiveScript(ContrastiveOptions options) {
        half = options.precision() == Precision.BFLOAT16;
        int width = options.width();
        String x = next(half ? "torch.to(views, 15)" : "views");
        x = next("torch.contiguous(" + x + ", memory_format=2)");
        x = convolution("stem", x, 3, width, 3, 2, true);
        x = residual("stage0", x, width);
        x = convolution("down1", x, width, 2 * width, 3, 2, true);
        x = residual("stage1", x, 2 * width);
        x = convolution("down2", x, 2 * width, 4 * width, 3, 2, true);
        x = residual("stage2", x, 4 * width);
        x = convolution("reduce", x, 4 * width, options.reduced(), 1, 1, true);
        x = next("torch.flatten(" + (half ? "torch.to(" + x + ", 6)" : x) + ", 1, -1)");
        x = linear("hidden", x, options.reduced() * 16, options.hidden());
        x = next("torch.relu(" + normalised("hidden", x, options.hidden(), true) + ")");
        List<String> heads = new ArrayList<>();
        for (int bits : options.bits()) {
            String name = "head" + bits;
            heads.add(next(normalised(name, linear(name, x, options.hidden(), bits), bits, false)));
        }
        body.append("    return torch.cat([").append(String.join(", ", heads)).append("], 1)\n");
    }

    /** The shapes of the parameters by name, in the order in which the function is given them. */
    Map<String, long[]> parameters() {
        return parameters;
    }

    /** How many values each normalisation has by name; the function is given a mean and a variance for each. */
    Map<String, Integer> statistics() {
        return statistics;
    }

    String function() {
        return """
                views: Tensor,
                params: List[Tensor],
                stats: List[Tensor]) -> Tensor:
            """ + body;
    }

    private String next(String expression) {
        String name = "x" + variable++;
        body.append("    ").append(name).append(" = ").append(expression).append('\n');
        return name;
    }

    private String parameter(String name, long... shape) {
        parameters.put(name, shape);
        return "params[" + (parameters.size() - 1) + "]";
    }

    private String convolution(String name, String x, int in, int out, int side, int stride, boolean relu) {
        String weight = parameter(name + ".weight", out, in, side, side);
        String convolved = next(String.format(
                Locale.ROOT,
                "torch.conv2d(%s, %s, None, [%d, %d], [%d, %d], [1, 1], 1)",
                x,
                half ? "torch.to(" + weight + ", 15)" : weight,
                stride,
                stride,
                side / 2,
                side / 2));
        String normalised = normalised(name, convolved, out, true);
        return relu ? next("torch.relu(" + normalised + ")") : normalised;
    }

    private String residual(String name, String x, int width) {
        String inner = convolution(name + ".a", x, width, width, 3, 1, true);
        String outer = convolution(name + ".b", inner, width, width, 3, 1, false);
        return next("torch.relu(torch.add(" + x + ", " + outer + "))");
    }

    private String linear(String name, String x, int in, int out) {
        return next("torch.linear(" + x + ", " + parameter(name + ".weight", out, in) + ")");
    }

    private String normalised(String name, String x, int width, boolean scaled) {
        String scale = scaled ? parameter(name + ".scale", width) : "None";
        String shift = scaled ? parameter(name + ".shift", width) : "None";
        int at = 2 * statistics.size();
        statistics.put(name, width);
        return next(String.format(
                Locale.ROOT,
                "torch.batch_norm(%s, %s, %s, stats[%d], stats[%d], True, 0.1, 1e-05, False)",
                x,
                scale,
                shift,
                at,
                at + 1));
    }
}
