package deephash.duplicates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Moves copies into another folder, below which they keep their path; originals stay. Nothing is overwritten and
 * nothing is deleted.
 */
public final class Moving {

    private Moving() {}

    /**
     * What would be moved.
     *
     * @param from a copy
     * @param to where it goes
     */
    public record Move(Path from, Path to) {}

    /**
     * Plans the moves.
     *
     * @param duplicates whose copies are moved
     * @param folders that paths are relative to
     * @param target folder to move to, made if needed; outside of the folders
     * @return a move a copy
     * @throws IllegalArgumentException if the target lies in one of the folders
     */
    public static List<Move> plan(Duplicates duplicates, List<Path> folders, Path target) {
        Path to = target.toAbsolutePath().normalize();
        List<Path> roots = PhotoFolders.absolute(folders);
        for (Path root : roots) {
            if (to.startsWith(root)) {
                throw new IllegalArgumentException("\"" + target + "\" lies in \"" + root
                        + "\", where the copies would be found again. Name a folder elsewhere.");
            }
        }
        List<Move> moves = new ArrayList<>();
        for (Duplicates.Group group : duplicates.groups()) {
            for (Duplicates.Copy copy : group.copies()) {
                Path file = copy.photo().file();
                Path root = roots.stream()
                        .filter(file::startsWith)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"" + file + "\" lies in none of the folders " + roots + "."));
                Path name = root.getFileName();
                Path within = root.relativize(file);
                moves.add(new Move(file, to.resolve(name == null ? within : name.resolve(within))));
            }
        }
        return moves;
    }

    /**
     * Moves the files.
     *
     * @param moves as planned
     * @param said is told of every file that is not moved, and why
     * @return how many were moved
     */
    public static int run(List<Move> moves, Consumer<String> said) {
        int moved = 0;
        for (Move move : moves) {
            try {
                if (Files.exists(move.to)) {
                    said.accept("Not moved: \"" + move.from + "\", for \"" + move.to + "\" exists.");
                    continue;
                }
                Path parent = move.to.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                Files.move(move.from, move.to);
                moved++;
            } catch (IOException e) {
                said.accept("Not moved: \"" + move.from + "\": " + e.getMessage());
            }
        }
        return moved;
    }
}
