package deephash.data;

import deephash.code.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * ImageNet (ILSVRC 2012) and Tiny ImageNet: classes are WordNet ids ({@code n01440764}). Read are
 *
 * <ul>
 *   <li>{@code train/WNID/} with {@code val/WNID/}, as most people arrange it;
 *   <li>{@code ILSVRC/Data/CLS-LOC/} with {@code train/WNID/} and a flat {@code val/}, whose labels stand in
 *       {@code LOC_val_solution.csv}, {@code val.txt} or {@code Annotations/CLS-LOC/val/*.xml};
 *   <li>{@code train/WNID/images/} with {@code val/images/} and {@code val/val_annotations.txt}, as Tiny ImageNet comes.
 * </ul>
 *
 * Names of classes come from {@code LOC_synset_mapping.txt}, {@code synset_words.txt} or {@code words.txt}.
 */
final class ImageNet {

    private static final Pattern WNID = Pattern.compile("n\\d{8}");
    private static final Pattern XML_NAME = Pattern.compile("<name>(n\\d{8})</name>");

    private final Path folder;
    private final Path data;
    private final List<String> notes = new ArrayList<>();

    private ImageNet(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
    }

    /** The folder with {@code train/} in it; null if this is no ImageNet. */
    private static @Nullable Path data(Path folder) throws IOException {
        for (String below : List.of("", "ILSVRC/Data/CLS-LOC", "Data/CLS-LOC")) {
            Path train = folder.resolve(below).resolve("train");
            if (Files.isDirectory(train)
                    && Listing.folders(train).stream()
                            .limit(3)
                            .anyMatch(p ->
                                    WNID.matcher(p.getFileName().toString()).matches())) {
                return folder.resolve(below).normalize();
            }
        }
        return null;
    }

    static boolean isIn(Path folder) throws IOException {
        return data(folder) != null;
    }

    static Catalog read(Path folder) throws IOException {
        Path data = data(folder);
        if (data == null) {
            throw new DatasetException("Folder \"" + folder + "\" has no train/ with folders like n01440764.");
        }
        return new ImageNet(folder, data).read();
    }

    private Catalog read() throws IOException {
        Map<String, String> words = words();
        Map<String, Integer> uses = new HashMap<>();
        for (Path train : Listing.folders(data.resolve("train"))) {
            uses.merge(words.getOrDefault(train.getFileName().toString(), ""), 1, Integer::sum);
        }
        UnaryOperator<String> naming = wnid -> {
            String word = words.getOrDefault(wnid, "");
            // "crane" is a bird and a machine
            return word.isEmpty() ? wnid : uses.getOrDefault(word, 0) > 1 ? word + " (" + wnid + ")" : word;
        };
        Path val = data.resolve("val");
        boolean flat = Files.isDirectory(val)
                && Listing.folders(val).stream()
                        .noneMatch(p -> WNID.matcher(p.getFileName().toString()).matches());
        Catalog catalog = flat
                ? withFlatValidation(ClassFolders.read("", data.resolve("train"), naming), val)
                : ClassFolders.read("", data, naming);
        notes.addAll(0, catalog.notes());
        return new Catalog(
                "ImageNet layout, classes by WordNet id",
                catalog.originals(),
                catalog.labels(),
                catalog.parts(),
                catalog.part(),
                64,
                Fit.STRETCH,
                0,
                notes);
    }

    /** Short names: the first of the words that a synset stands for. */
    private Map<String, String> words() throws IOException {
        Map<String, String> words = new HashMap<>();
        Path above = folder.toAbsolutePath().getParent();
        for (Path place : above == null ? List.of(folder, data) : List.of(folder, data, above)) {
            for (String file : List.of("LOC_synset_mapping.txt", "synset_words.txt", "words.txt")) {
                if (!Files.isRegularFile(place.resolve(file))) {
                    continue;
                }
                for (String line : Files.readAllLines(place.resolve(file))) {
                    String[] parts = line.strip().split("[\\t ]", 2);
                    if (parts.length == 2 && WNID.matcher(parts[0]).matches()) {
                        words.put(parts[0], parts[1].split(",", 2)[0].strip());
                    }
                }
                return words;
            }
        }
        notes.add("No synset_words.txt or words.txt: classes are named by their WordNet ids.");
        return words;
    }

    /** Class folders for training, and validation images in one folder with their labels in a file. */
    private Catalog withFlatValidation(Catalog train, Path val) throws IOException {
        Path inside = val.resolve("images");
        List<Path> images = Listing.images(Files.isDirectory(inside) ? inside : val);
        Map<String, String> labels = validationLabels(val);
        List<String> wnids = wnids();
        List<Path> files = new ArrayList<>(((ImageFiles) train.originals()).files());
        List<Integer> classOf = new ArrayList<>();
        for (int i = 0; i < train.size(); i++) {
            classOf.add(train.labels().classOf(i));
        }
        int trained = files.size();
        for (Path image : images) {
            String name = image.getFileName().toString();
            int c = wnids.indexOf(labels.getOrDefault(name.substring(0, name.lastIndexOf('.')), ""));
            if (c >= 0) {
                files.add(image);
                classOf.add(c);
            }
        }
        int without = images.size() - (files.size() - trained);
        if (without > 0) {
            notes.add(without + " of " + images.size() + " images in " + val
                    + " have no label of a known class and are left out."
                    + (labels.isEmpty() ? " Put LOC_val_solution.csv or val.txt into " + folder + "." : ""));
        }
        int[] part = new int[files.size()];
        Arrays.fill(part, trained, part.length, 1);
        return new Catalog(
                "",
                new ImageFiles(data, List.copyOf(files)),
                Labels.single(
                        train.labels().classes(),
                        classOf.stream().mapToInt(Integer::intValue).toArray()),
                files.size() == trained ? List.of("train") : List.of("train", "val"),
                part,
                64,
                Fit.STRETCH,
                0,
                train.notes());
    }

    /** The ids of the classes, in the order of their numbers. */
    private List<String> wnids() throws IOException {
        List<String> wnids = new ArrayList<>();
        for (Path sub : Listing.folders(data.resolve("train"))) {
            if (!Listing.images(sub).isEmpty()
                    || (Files.isDirectory(sub.resolve("images"))
                            && !Listing.images(sub.resolve("images")).isEmpty())) {
                wnids.add(sub.getFileName().toString());
            }
        }
        return wnids;
    }

    /** From the name of an image without its ending to the WordNet id of its class. */
    private Map<String, String> validationLabels(Path val) throws IOException {
        Map<String, String> labels = new TreeMap<>();
        Path tiny = val.resolve("val_annotations.txt");
        if (Files.isRegularFile(tiny)) {
            for (String line : Files.readAllLines(tiny)) {
                put(labels, line.split("\t"));
            }
            return labels;
        }
        Path above = folder.toAbsolutePath().getParent();
        for (Path place : above == null ? List.of(folder, data) : List.of(folder, data, above)) {
            Path solution = place.resolve("LOC_val_solution.csv");
            if (Files.isRegularFile(solution)) {
                for (String line : Files.readAllLines(solution)) {
                    put(labels, line.split("[, ]"));
                }
                return labels;
            }
            Path caffe = place.resolve("val.txt");
            if (Files.isRegularFile(caffe)) {
                List<String> wnids = allWnids();
                for (String line : Files.readAllLines(caffe)) {
                    String[] words = line.strip().split("\\s+");
                    if (words.length == 2
                            && words[1].matches("\\d{1,4}")
                            && Integer.parseInt(words[1]) < wnids.size()) {
                        put(labels, new String[] {words[0], wnids.get(Integer.parseInt(words[1]))});
                    } else {
                        put(labels, words);
                    }
                }
                return labels;
            }
        }
        annotations(labels);
        return labels;
    }

    /** The ids that the numbers of val.txt stand for: those of synset_words.txt, sorted, or else the folders. */
    private List<String> allWnids() throws IOException {
        List<String> named = words().keySet().stream().sorted().toList();
        return named.size() == 1000 ? named : wnids();
    }

    private static void put(Map<String, String> labels, String[] words) {
        if (words.length >= 2 && WNID.matcher(words[1]).matches()) {
            int dot = words[0].lastIndexOf('.');
            labels.put(dot < 0 ? words[0] : words[0].substring(0, dot), words[1]);
        }
    }

    private void annotations(Map<String, String> labels) throws IOException {
        Path parent = data.getParent();
        Path root = parent == null ? null : parent.getParent();
        Path boxes = root == null ? folder : root.resolve("Annotations/CLS-LOC/val");
        if (!Files.isDirectory(boxes)) {
            return;
        }
        try (java.util.stream.Stream<Path> entries = Files.list(boxes)) {
            for (Path file : entries.filter(p -> p.toString().endsWith(".xml")).toList()) {
                Matcher name = XML_NAME.matcher(Files.readString(file));
                if (name.find()) {
                    put(labels, new String[] {file.getFileName().toString(), name.group(1)});
                }
            }
        }
    }
}
