package deephash.data;

import deephash.data.layout.Catalog;
import deephash.data.source.DatasetException;
import deephash.data.source.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Splits that text files name: one image a line, as a path below the set's folder. */
final class FileLists {

    private FileLists() {}

    /**
     * Finds the listed images.
     *
     * @throws DatasetException if a list is missing or empty, or names images that the set does not have
     */
    static SplitPools read(String name, Catalog catalog, List<String> lists) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < catalog.size(); i++) {
            numbers.put(catalog.originals().name(i), i);
        }
        for (int i = 0; i < catalog.size(); i++) {
            // a list from another system may encode é in one character where the file name has two, or the other way
            // round
            numbers.putIfAbsent(Normalizer.normalize(catalog.originals().name(i), Normalizer.Form.NFC), i);
        }
        List<SplitPools.Pool> pools = new ArrayList<>();
        // queries first: an image in two lists stays a query or in the database, and is left out of the training images
        for (int split = SplitPools.QUERY; split >= SplitPools.TRAIN; split--) {
            int[] items = items(name, Path.of(lists.get(split)), numbers);
            int[] wanted = new int[3];
            wanted[split] = items.length;
            pools.add(new SplitPools.Pool(items, wanted));
        }
        return new SplitPools(pools, "as listed in " + String.join(", ", lists));
    }

    private static int[] items(String name, Path list, Map<String, Integer> numbers) {
        List<Integer> items = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        try {
            for (String line : TextLines.of(list)) {
                String image = line.replace('\\', '/');
                if (image.isEmpty() || image.startsWith("#")) {
                    continue;
                }
                String plain = image.startsWith("./") ? image.substring(2) : image;
                Integer number = numbers.get(plain);
                number = number != null ? number : numbers.get(Normalizer.normalize(plain, Normalizer.Form.NFC));
                if (number == null) {
                    unknown.add(image);
                } else {
                    items.add(number);
                }
            }
        } catch (IOException e) {
            throw new DatasetException("List \"" + list + "\" could not be read: " + e.getMessage(), e);
        }
        if (!unknown.isEmpty()) {
            throw new DatasetException("List \"" + list + "\" names " + unknown.size() + " images that \"" + name
                    + "\" has not, for example \"" + unknown.get(0) + "\"; its images are named like \""
                    + numbers.keySet().stream().sorted().findFirst().orElse("") + "\".");
        }
        if (items.isEmpty()) {
            throw new DatasetException("List \"" + list + "\" is empty.");
        }
        return items.stream().mapToInt(Integer::intValue).toArray();
    }
}
