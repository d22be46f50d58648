package deephash.model;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import deephash.data.pixel.Pixels;
import deephash.drawing.NetworkDrawing;
import deephash.drawing.NetworkDrawing.Kind;
import deephash.drawing.NetworkDrawing.Stage;
import deephash.model.block.AutoEncoder;
import deephash.model.block.Chain;
import deephash.model.block.Convolution;
import deephash.model.block.Dense;
import deephash.model.block.Doubling;
import deephash.model.block.Fold;
import deephash.model.block.Halving;
import deephash.model.block.Interpolating;
import deephash.model.block.Layer;
import deephash.model.block.LayerNorm;
import deephash.model.block.MeanPooling;
import deephash.model.block.Nonlinearity;
import deephash.model.block.Pointwise;
import deephash.model.block.PositionEmbedding;
import deephash.model.block.Residual;
import deephash.model.block.SimAm;
import deephash.model.block.TransformerBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the layers of a network off, to draw them. Nothing is allocated. */
final class NetworkPlan {

    private final Pixels pixels;
    private final List<Stage> stages = new ArrayList<>();
    private @Nullable Nonlinearity between;

    private NetworkPlan(Pixels pixels) {
        this.pixels = pixels;
    }

    static NetworkDrawing of(String name, AutoEncoder network) {
        Pixels pixels = network.order().pixels();
        int bits = network.bits();
        NetworkPlan plan = new NetworkPlan(pixels);
        long positions = (long) pixels.height() * pixels.width();
        Shape image = new Shape(1, positions, pixels.channels());
        plan.add("image", Kind.IMAGE, image, 0);
        Shape features = plan.chain(network.encoder(), image);
        if (network.hasDecoder()) {
            plan.add("μ and log σ²", Kind.LATENT, features.slice(0, 1).add(2L * bits), parameters(network.head()));
            plan.add("z", Kind.LATENT, new Shape(1, bits), 0);
            plan.chain(network.decoder(), new Shape(1, bits));
        } else {
            plan.add("code", Kind.LATENT, new Shape(1, bits), parameters(network.head()));
        }
        return new NetworkDrawing(
                String.format(
                        Locale.ROOT, "%s, %d bits, %s: %,d parameters", name, bits, pixels, network.parameterCount()),
                "above each box: height×width×channels of its output, tokens×width, or the length of a vector"
                        + (plan.between == null ? "" : "; " + plan.between + " between the layers"),
                plan.stages);
    }

    private Shape chain(Layer part, Shape input) {
        Shape shape = input;
        if (part instanceof Chain chain) {
            for (Chain.Step step : chain.steps()) {
                shape = step.layer().getOutputShapes(new Shape[] {shape})[0];
                layer(step, shape);
            }
        }
        return shape;
    }

    private void layer(Chain.Step step, Shape output) {
        Layer layer = step.layer();
        long parameters = parameters(layer);
        if (layer instanceof Convolution) {
            add("conv 3×3, ÷2", Kind.CONVOLUTION, output, parameters);
        } else if (layer instanceof Residual) {
            add("residual 3×3", Kind.CONVOLUTION, output, parameters);
        } else if (layer instanceof MeanPooling) {
            add("mean", Kind.DENSE, output, parameters);
        } else if (layer instanceof Halving) {
            add("conv 2×2, ÷2", Kind.CONVOLUTION, output, parameters);
        } else if (layer instanceof Doubling || layer instanceof Interpolating) {
            add("up 2×2, ×2", Kind.CONVOLUTION, output, parameters);
        } else if (layer instanceof SimAm) {
            add("SimAM", Kind.ATTENTION, output, parameters);
        } else if (layer instanceof TransformerBlock) {
            add("block", Kind.TRANSFORMER, output, parameters);
        } else if (layer instanceof PositionEmbedding) {
            add("+ position", Kind.TRANSFORMER, output, parameters);
        } else if (layer instanceof LayerNorm) {
            add("norm", Kind.TRANSFORMER, output, parameters);
        } else if (layer instanceof Dense) {
            add(step.name().equals("embedding") ? "embedding" : "dense", Kind.DENSE, output, parameters);
        } else if (layer instanceof Fold && step.name().equals("patches")) {
            add("patches", Kind.IMAGE, output, parameters);
        } else if (layer instanceof Pointwise pointwise) {
            between = pointwise.function();
        }
    }

    private void add(String name, Kind kind, Shape output, long parameters) {
        long positions = output.dimension() == 3 ? output.get(1) : 1;
        long channels = output.get(output.dimension() - 1);
        stages.add(new Stage(name, kind, positions, text(positions, channels, kind), channels, parameters));
    }

    private String text(long positions, long channels, Kind kind) {
        if (positions == 1) {
            return String.valueOf(channels);
        }
        long all = (long) pixels.height() * pixels.width();
        for (int level = 0; kind != Kind.TRANSFORMER && pixels.height() >> level > 0; level++) {
            if (positions << (2 * level) == all && channels != 0) {
                return (pixels.height() >> level) + "×" + (pixels.width() >> level) + "×" + channels;
            }
        }
        return positions + "×" + channels;
    }

    private static long parameters(Layer layer) {
        return layer.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(p -> p.getShape().size())
                .sum();
    }
}
