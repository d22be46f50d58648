package deephash.hash;

import deephash.picture.Layout;
import deephash.picture.Orientation;
import deephash.picture.Picture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Decides by codes whether two pictures are the same. Most often one hasher and its Hamming distance; or the least
 * distance over several looks at the pictures (turned, mirrored, cut), which costs a code and a comparison more each;
 * or either of several hashers, each with a threshold of its own that takes its part of the allowed false matches.
 *
 * @param name for tables
 * @param members two pictures match if any of these says so
 */
public record Matching(String name, List<Member> members) {

    /** Copies the list. */
    public Matching {
        members = List.copyOf(members);
        if (members.isEmpty()) {
            throw new IllegalArgumentException("A matcher needs at least one hasher.");
        }
    }

    /**
     * A hasher and how its codes of two pictures are compared: the least distance over some pairs of looks.
     *
     * @param hasher makes the codes
     * @param looks what it hashes of a picture
     * @param pairs which look at the one picture is compared with which look at the other
     */
    public record Member(Hasher hasher, List<UnaryOperator<Picture>> looks, List<Pair> pairs) {

        /** Copies the lists and checks the places. */
        public Member {
            looks = List.copyOf(looks);
            pairs = List.copyOf(pairs);
            for (Pair pair : pairs) {
                if (Math.min(pair.first, pair.second) < 0 || Math.max(pair.first, pair.second) >= looks.size()) {
                    throw new IllegalArgumentException(
                            pair + " names a look beyond the " + looks.size() + " there are.");
                }
            }
            if (pairs.isEmpty()) {
                throw new IllegalArgumentException("Without a pair of looks there is no distance.");
            }
        }
    }

    /**
     * Two looks that are compared.
     *
     * @param first at the one picture, a place in the list of looks
     * @param second at the other
     */
    public record Pair(int first, int second) {

        private Pair swapped() {
            return new Pair(/* first= */ second, /* second= */ first);
        }
    }

    /**
     * One hasher by itself.
     *
     * @param hasher makes the codes
     * @return the plain Hamming distance of two codes
     */
    public static Matching of(Hasher hasher) {
        return new Matching(
                hasher.name(), List.of(new Member(hasher, List.of(UnaryOperator.identity()), List.of(new Pair(0, 0)))));
    }

    /**
     * The least distance over the eight ways in which the other picture can be turned and mirrored: eight codes a
     * picture.
     *
     * @param hasher makes the codes
     * @return finds turned and mirrored copies
     */
    public static Matching anyOrientation(Hasher hasher) {
        List<UnaryOperator<Picture>> looks = new ArrayList<>();
        List<Pair> pairs = new ArrayList<>();
        for (Orientation orientation : Orientation.values()) {
            pairs.add(new Pair(0, looks.size()));
            looks.add(orientation::apply);
        }
        return new Matching(hasher.name() + ", 8 orientations", List.of(new Member(hasher, looks, pairs)));
    }

    /**
     * The least distance over a picture and its mirror image: two codes a picture.
     *
     * @param hasher makes the codes
     * @return finds mirrored copies
     */
    public static Matching mirrored(Hasher hasher) {
        return new Matching(
                hasher.name() + ", mirrored",
                List.of(new Member(
                        hasher,
                        List.of(UnaryOperator.identity(), Orientation.MIRRORED::apply),
                        List.of(new Pair(0, 0), new Pair(0, 1)))));
    }

    /**
     * The least distance between two pictures whole, and between the whole of one and the middle of the other: two
     * codes a picture.
     *
     * @param hasher makes the codes
     * @param side of the middle part as a share of the whole, above 0 and below 1
     * @return finds copies with a border, and cropped ones
     */
    public static Matching centreCrop(Hasher hasher, double side) {
        if (!(side > 0 && side < 1)) {
            throw new IllegalArgumentException(
                    "The side of the middle part is a share above 0 and below 1, not " + side + ".");
        }
        UnaryOperator<Picture> middle = picture -> {
            int width = Math.max(1, (int) Math.round(picture.width() * side));
            int height = Math.max(1, (int) Math.round(picture.height() * side));
            return Layout.part(picture, (picture.width() - width) / 2, (picture.height() - height) / 2, width, height);
        };
        return new Matching(
                hasher.name() + ", centre crop",
                List.of(new Member(
                        hasher,
                        List.of(UnaryOperator.identity(), middle),
                        List.of(new Pair(0, 0), new Pair(1, 0), new Pair(0, 1)))));
    }

    /**
     * A match if any of several says so. Of the false matches that are allowed each takes an equal part.
     *
     * @param matchers at least one
     * @return their members together
     */
    public static Matching either(Matching... matchers) {
        return new Matching(
                String.join(" or ", Arrays.stream(matchers).map(Matching::name).toList()),
                Arrays.stream(matchers).flatMap(m -> m.members.stream()).toList());
    }

    /**
     * A match if any of several hashers says so.
     *
     * @param hashers at least one
     * @return as {@link #either(Matching...)}
     */
    public static Matching either(Hasher... hashers) {
        return either(Arrays.stream(hashers).map(Matching::of).toArray(Matching[]::new));
    }

    /**
     * The same with each pair of looks also taken the other way round, so that the distance of two pictures does not
     * hang on which of them comes first. Within a folder nobody knows which is the original.
     *
     * @return up to twice as many comparisons, as many codes
     */
    public Matching bothWays() {
        return new Matching(
                name,
                members.stream()
                        .map(member -> {
                            Set<Pair> pairs = new LinkedHashSet<>();
                            for (Pair pair : member.pairs) {
                                pairs.add(pair);
                                pairs.add(pair.swapped());
                            }
                            return new Member(member.hasher, member.looks, List.copyOf(pairs));
                        })
                        .toList());
    }

    /**
     * The same under another name.
     *
     * @param other for tables
     * @return the renamed matcher
     */
    public Matching named(String other) {
        return new Matching(other, members);
    }

    /**
     * How many codes a picture has: what comparing costs in hashing and memory.
     *
     * @return at least 1
     */
    public int codes() {
        return members.stream().mapToInt(m -> m.looks.size()).sum();
    }

    @Override
    public String toString() {
        return name;
    }
}
