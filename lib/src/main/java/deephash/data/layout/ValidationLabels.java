package deephash.data.layout;

import deephash.data.source.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The labels of ImageNet's validation images where these lie in one folder: {@code val_annotations.txt} (Tiny
 * ImageNet), {@code LOC_val_solution.csv} (Kaggle), {@code val.txt} (Caffe), or {@code Annotations/CLS-LOC/val/*.xml},
 * whichever is there, looked for in this order.
 *
 * @param source the file or folder they come from; null if there is none
 * @param byName from the name of an image without its ending to the WordNet id of its class
 */
record ValidationLabels(@Nullable Path source, Map<String, String> byName) {

    static final Pattern WNID = Pattern.compile("n\\d{8}");

    private static final Pattern XML_NAME = Pattern.compile("<name>(n\\d{8})</name>");

    /**
     * Reads them.
     *
     * @param val the folder of the images
     * @param places where the files may be
     * @param numbered the ids of the classes by the numbers that {@code val.txt} gives them
     */
    static ValidationLabels read(Path val, List<Path> places, List<String> numbered) throws IOException {
        Path tiny = val.resolve("val_annotations.txt");
        if (Files.isRegularFile(tiny)) {
            return table(tiny, "\t", numbered);
        }
        for (Path place : places) {
            if (Files.isRegularFile(place.resolve("LOC_val_solution.csv"))) {
                return table(place.resolve("LOC_val_solution.csv"), "[, ]", numbered);
            }
            if (Files.isRegularFile(place.resolve("val.txt"))) {
                return table(place.resolve("val.txt"), "\\s+", numbered);
            }
        }
        for (Path place : places) {
            for (String below : List.of("ILSVRC/Annotations/CLS-LOC/val", "Annotations/CLS-LOC/val")) {
                if (Files.isDirectory(place.resolve(below))) {
                    return annotations(place.resolve(below));
                }
            }
        }
        return new ValidationLabels(null, Map.of());
    }

    /** How many labels there are for images that are not among these. */
    long without(Set<String> images) {
        return byName.keySet().stream().filter(name -> !images.contains(name)).count();
    }

    private static ValidationLabels table(Path file, String separator, List<String> numbered) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        for (String line : TextLines.of(file)) {
            String[] words = line.split(separator);
            if (words.length >= 2 && WNID.matcher(words[1]).matches()) {
                labels.put(withoutEnding(words[0]), words[1]);
            } else if (words.length == 2
                    && words[1].matches("\\d{1,4}")
                    && Integer.parseInt(words[1]) < numbered.size()) {
                labels.put(withoutEnding(words[0]), numbered.get(Integer.parseInt(words[1])));
            }
        }
        return new ValidationLabels(file, labels);
    }

    private static ValidationLabels annotations(Path boxes) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        try (Stream<Path> entries = Files.list(boxes)) {
            for (Path file : entries.filter(p -> p.toString().endsWith(".xml")).toList()) {
                Matcher name = XML_NAME.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
                if (name.find()) {
                    labels.put(withoutEnding(file.getFileName().toString()), name.group(1));
                }
            }
        }
        return new ValidationLabels(boxes, labels);
    }

    static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
