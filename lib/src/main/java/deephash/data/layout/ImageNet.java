package deephash.data.layout;

import deephash.code.Labels;
import deephash.data.pixel.Fit;
import deephash.data.source.DatasetException;
import deephash.data.source.ImageFiles;
import deephash.data.source.Listing;
import deephash.data.source.TextLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * ImageNet (ILSVRC 2012) and Tiny ImageNet: classes are WordNet ids ({@code n01440764}). Read are
 *
 * <ul>
 *   <li>{@code train/WNID/} with {@code val/WNID/}, as most people arrange it;
 *   <li>{@code ILSVRC/Data/CLS-LOC/} with {@code train/WNID/} and a flat {@code val/}, labelled as
 *       {@link ValidationLabels} says;
 *   <li>{@code train/WNID/images/} with {@code val/images/} and {@code val/val_annotations.txt}, as Tiny ImageNet
 *       comes.
 * </ul>
 *
 * Names of classes come from {@code LOC_synset_mapping.txt}, {@code synset_words.txt} or {@code words.txt}.
 */
public final class ImageNet {

    private final Path folder;
    private final Path data;

    /** Where files that belong to the set may lie. */
    private final List<Path> places = new ArrayList<>();

    private final List<String> notes = new ArrayList<>();

    private ImageNet(Path folder, Path data) {
        this.folder = folder;
        this.data = data;
        places.add(folder);
        places.add(data);
        Path above = folder.toAbsolutePath().getParent();
        for (int up = 0; up < 2 && above != null; up++, above = above.getParent()) {
            places.add(above);
        }
    }

    /** The folder with {@code train/} in it; null if this is no ImageNet. */
    private static @Nullable Path data(Path folder) throws IOException {
        for (String below : List.of("", "ILSVRC/Data/CLS-LOC", "Data/CLS-LOC")) {
            Path train = folder.resolve(below).resolve("train");
            if (Files.isDirectory(train)
                    && Listing.folders(train).stream().limit(3).anyMatch(ImageNet::isClass)) {
                return folder.resolve(below).normalize();
            }
        }
        return null;
    }

    private static boolean isClass(Path folder) {
        return ValidationLabels.WNID.matcher(folder.getFileName().toString()).matches();
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
        boolean flat = Files.isDirectory(val) && Listing.folders(val).stream().noneMatch(ImageNet::isClass);
        Catalog catalog = flat
                ? withFlatValidation(ClassFolders.read("", data.resolve("train"), naming), val, words)
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
        for (Path place : places) {
            for (String file : List.of("LOC_synset_mapping.txt", "synset_words.txt", "words.txt")) {
                if (!Files.isRegularFile(place.resolve(file))) {
                    continue;
                }
                for (String line : TextLines.of(place.resolve(file))) {
                    String[] parts = line.split("[\\t ]", 2);
                    if (parts.length == 2
                            && ValidationLabels.WNID.matcher(parts[0]).matches()) {
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
    private Catalog withFlatValidation(Catalog train, Path val, Map<String, String> words) throws IOException {
        Path inside = val.resolve("images");
        List<Path> images = Listing.images(Files.isDirectory(inside) ? inside : val);
        List<Path> files = new ArrayList<>(((ImageFiles) train.originals()).files());
        List<Integer> classOf = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < train.size(); i++) {
            int c = train.labels().classOf(i);
            classOf.add(c);
            known.put(data.resolve("train").relativize(files.get(i)).getName(0).toString(), c);
        }
        ValidationLabels labels = ValidationLabels.read(val, places, numbered(words));
        int trained = files.size();
        Set<String> names = new HashSet<>();
        for (Path image : images) {
            String name = ValidationLabels.withoutEnding(image.getFileName().toString());
            names.add(name);
            Integer c = known.get(labels.byName().getOrDefault(name, ""));
            if (c != null) {
                files.add(image);
                classOf.add(c);
            }
        }
        note(images.size(), files.size() - trained, val, labels, names);
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

    private void note(int images, int labelled, Path val, ValidationLabels labels, Set<String> names) {
        if (labelled < images) {
            notes.add((images - labelled) + " of " + images + " images in " + val
                    + " have no label of a known class and are left out."
                    + (labels.byName().isEmpty() ? " Put LOC_val_solution.csv or val.txt into " + folder + "." : ""));
        }
        long missing = labels.without(names);
        if (missing > 0) {
            notes.add(missing + " of " + labels.byName().size() + " labels in " + labels.source()
                    + " are of images that are not in " + val + ".");
        }
    }

    /** The ids that the numbers of Caffe's val.txt stand for: all 1,000, sorted, or else the folders. */
    private List<String> numbered(Map<String, String> words) throws IOException {
        return words.size() == 1000
                ? words.keySet().stream().sorted().toList()
                : Listing.folders(data.resolve("train")).stream()
                        .map(sub -> sub.getFileName().toString())
                        .toList();
    }
}
