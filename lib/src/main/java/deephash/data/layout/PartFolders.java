package deephash.data.layout;

import deephash.data.source.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which folders of a set are its parts ({@code train/}, {@code test/}, {@code val/}, by any name that {@link PartNames}
 * knows), and which hold classes. A class may be called "train" too: what is inside decides.
 *
 * @param parts the names of the parts
 * @param roots the folders that hold class folders, or images if the set is {@code flat}
 * @param partOf the part of each root, as a number
 * @param flat whether the parts hold images without classes
 * @param queries folders of images without classes beside a labelled {@code train/}, as Kaggle's competitions have them
 * @param notes what was left out and why
 */
record PartFolders(
        List<String> parts,
        List<Path> roots,
        List<Integer> partOf,
        boolean flat,
        List<Path> queries,
        List<String> notes) {

    private static final Set<String> TESTED = Set.of("test", "query");

    private static PartFolders none(Path folder) {
        return new PartFolders(List.of(Catalog.ALL), List.of(folder), List.of(0), false, List.of(), List.of());
    }

    static PartFolders in(Path folder) throws IOException {
        List<Path> labelled = new ArrayList<>();
        List<Path> flat = new ArrayList<>();
        List<Path> others = new ArrayList<>();
        for (Path sub : Listing.folders(folder)) {
            if (part(sub) == null) {
                others.add(sub);
            } else if (holdsClasses(sub)) {
                labelled.add(sub);
            } else if (!Listing.images(sub).isEmpty()) {
                flat.add(sub);
            }
        }
        if (labelled.isEmpty()) {
            return flat.isEmpty() || !others.isEmpty() || Listing.images(folder).size() > 0 ? none(folder) : flat(flat);
        }
        if (labelled.size() == 1 && flat.isEmpty() && others.stream().anyMatch(PartFolders::holdsImages)) {
            // a class called "train" with folders inside, among other classes
            return none(folder);
        }
        List<String> notes = new ArrayList<>();
        boolean tested = labelled.stream().allMatch(sub -> "train".equals(part(sub)))
                && !flat.isEmpty()
                && flat.stream().allMatch(sub -> TESTED.contains(String.valueOf(part(sub))));
        for (Path sub : tested ? List.<Path>of() : flat) {
            int count = Listing.images(sub).size();
            notes.add(count + (count == 1 ? " image in " : " images in ") + sub.getFileName()
                    + "/ are in no class folder and are not used. To hash them, load that folder by itself.");
        }
        for (Path sub : others) {
            if (holdsImages(sub)) {
                notes.add("Folder \"" + sub.getFileName() + "\" lies beside " + names(labelled) + " and is not read.");
            }
        }
        return labelled(labelled, tested ? flat : List.of(), notes);
    }

    private static PartFolders labelled(List<Path> roots, List<Path> queries, List<String> notes) {
        if (!queries.isEmpty()) {
            return new PartFolders(
                    List.of("train", "query"), roots, roots.stream().map(r -> 0).toList(), false, queries, notes);
        }
        List<String> parts = new ArrayList<>(new LinkedHashSet<>(
                roots.stream().map(PartFolders::part).map(String::valueOf).toList()));
        if (parts.size() == 1) {
            notes.add("There is only " + names(roots) + (notes.isEmpty() ? "" : " with class folders")
                    + ": all splits are taken from it.");
            return new PartFolders(
                    List.of(Catalog.ALL), roots, roots.stream().map(r -> 0).toList(), false, List.of(), notes);
        }
        if (!parts.contains("train")) {
            notes.add("There is no train/: all splits are taken from " + names(roots) + " together.");
        }
        return numbered(parts, roots, false, notes);
    }

    private static PartFolders flat(List<Path> roots) {
        List<String> parts = new ArrayList<>(new LinkedHashSet<>(
                roots.stream().map(PartFolders::part).map(String::valueOf).toList()));
        return numbered(parts, roots, true, new ArrayList<>());
    }

    private static PartFolders numbered(List<String> parts, List<Path> roots, boolean flat, List<String> notes) {
        for (String part : parts) {
            List<Path> same =
                    roots.stream().filter(root -> part.equals(part(root))).toList();
            if (same.size() > 1) {
                notes.add("Folders " + names(same) + " are both read as the " + part + " part.");
            }
        }
        return new PartFolders(
                parts,
                roots,
                roots.stream().map(root -> parts.indexOf(part(root))).toList(),
                flat,
                List.of(),
                notes);
    }

    private static @Nullable String part(Path sub) {
        return PartNames.of(sub.getFileName().toString());
    }

    private static boolean holdsClasses(Path sub) throws IOException {
        return !Listing.folders(sub).isEmpty();
    }

    private static boolean holdsImages(Path sub) {
        try {
            return !Listing.images(sub).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static String names(List<Path> folders) {
        return folders.stream().map(f -> f.getFileName() + "/").collect(Collectors.joining(" and "));
    }
}
