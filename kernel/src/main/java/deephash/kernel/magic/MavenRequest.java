package deephash.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What {@code %maven} was asked for.
 *
 * @param coordinates {@code GROUP:ARTIFACT[:EXTENSION[:CLASSIFIER]]:VERSION}, the version left out where a BOM gives it
 * @param boms whose versions hold, also for what is needed indirectly
 * @param exclusions {@code GROUP:ARTIFACT}, either may be {@code *}
 * @param repositories addresses to look in as well
 */
record MavenRequest(List<String> coordinates, List<String> boms, List<String> exclusions, List<String> repositories) {

    /** The parts of {@code GROUP:ARTIFACT:VERSION:CLASSIFIER}. */
    private static final int GRADLE = 4;

    private static final String USAGE = "%maven GROUP:ARTIFACT:VERSION, as in %maven com.google.guava:guava:33.5.0-jre";

    /** A comment at the end of the line, as after a statement. */
    private static final Pattern COMMENT = Pattern.compile("//|/\\*|#");

    /** The words for the newest version. */
    private static final Pattern NEWEST = Pattern.compile("latest|release", Pattern.CASE_INSENSITIVE);

    /** Copies the lists. */
    MavenRequest {
        coordinates = List.copyOf(coordinates);
        boms = List.copyOf(boms);
        exclusions = List.copyOf(exclusions);
        repositories = List.copyOf(repositories);
    }

    /**
     * Reads the arguments of {@code %maven}.
     *
     * @throws IllegalArgumentException if they make no sense; the message says how they should be
     */
    static MavenRequest of(List<String> words) {
        List<String> coordinates = new ArrayList<>();
        List<String> boms = new ArrayList<>();
        List<String> exclusions = new ArrayList<>();
        List<String> repositories = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (COMMENT.matcher(word).lookingAt()) {
                break;
            }
            if (!word.startsWith("--")) {
                coordinates.add(checked(word, 2, 5));
                continue;
            }
            if (i + 1 == words.size()) {
                throw new IllegalArgumentException(word + " says nothing without what follows it.");
            }
            String value = words.get(++i);
            switch (word) {
                case "--bom" -> boms.add(checked(value, 3, 3));
                case "--exclude" -> exclusions.add(value.contains(":") ? value : value + ":*");
                case "--repo" -> repositories.add(value);
                default ->
                    throw new IllegalArgumentException(
                            "%maven has no option " + word + ". Known: --bom, --exclude, --repo.");
            }
        }
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException("Say which library: " + USAGE);
        }
        return new MavenRequest(coordinates, boms, exclusions, repositories);
    }

    private static String checked(String written, int least, int most) {
        String coordinates = written.endsWith(";") ? written.substring(0, written.length() - 1) : written;
        String[] parts = coordinates.split(":", -1);
        boolean empty = List.of(parts).contains("");
        if (parts.length < least || parts.length > most || empty) {
            throw new IllegalArgumentException(
                    "\"" + coordinates + "\" names no library. Write it like this: " + USAGE);
        }
        int last = parts.length - 1;
        if (NEWEST.matcher(parts[last]).matches()) {
            parts[last] = parts[last].toUpperCase(Locale.ROOT);
        }
        // Gradle writes the classifier behind the version.
        boolean gradle = parts.length == GRADLE && Character.isDigit(parts[2].charAt(0));
        return gradle ? String.join(":", parts[0], parts[1], "jar", parts[3], parts[2]) : String.join(":", parts);
    }
}
