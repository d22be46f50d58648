package deephash.code.file;

import deephash.code.HashCodes;
import deephash.file.WholeFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Codes in files, with the names and labels of their items where the format has a place for them, and without pictures.
 * Four formats, chosen by the ending of the name:
 *
 * <ul>
 *   <li>{@code .csv}: a table for spreadsheets and data frames, in UTF-8, under a header. Column {@code code} has the
 *       letter b and then the bits as 0 and 1, bit 0 first: without the letter, programs would read a number and round
 *       it. Column {@code name} follows if names are known, and if labels are, column {@code class} ({@code classes}
 *       where an item can have several, separated by semicolons) and the number of the class, under a title that lists
 *       all classes in their order: {@code class number: airplane; automobile; bird}. Files of bit strings alone are
 *       read too.
 *   <li>{@code .npy}: NumPy's format, an array of unsigned bytes, shape (size, bits / 8), bit j being bit j mod 8
 *       (least significant first) of byte j / 8: what FAISS's binary indexes take. Names, if known, follow as a second
 *       array, which {@code np.load} gives when called again for the same open file. Bits must be a multiple of 8; no
 *       labels. Arrays of a value a bit, shape (size, bits), are read too: truth values, 0 and 1, or −1 and 1.
 *   <li>{@code .faiss}: what {@code faiss.write_index_binary} saves of an {@code IndexBinaryFlat}, the same bytes
 *       behind FAISS's own header; an {@code IndexBinaryIVF} is read too. Bits must be a multiple of 8; neither labels
 *       nor names. A flat index of 64, 128, 192, ... bits can be opened at once.
 *   <li>{@code .codes}, or no ending: the bytes {@code DHCODES2}; bits (32-bit integer); the kind of labels (32-bit
 *       integer: 0 none, 1 one class a code, 2 any number; 4 more if there are names); size (64-bit integer); then
 *       ceil(bits / 64) 64-bit words a code; then, if there are names, the end of each (32-bit, counted from the first
 *       name's beginning) and the names in UTF-8; then, if there are labels, the number of classes, the length in bytes
 *       and the UTF-8 bytes of each class's name, and for each code the index of its class (kind 1) or ceil(classes /
 *       8) bytes with bit j mod 8 of byte j / 8 set for each class j (kind 2); at the end the CRC-32C of all that. All
 *       little-endian, numbers 32-bit where nothing else is said. Can be opened at once, however large. A damaged file
 *       is recognised by its checksum, when it is read, and up to 1 GB when it is opened. Files that start with {@code
 *       DHCODES1}, without names and checksum, are read too.
 * </ul>
 *
 * A file is written beside its place, under a name of its own, and then moved there: a reader never sees half of one,
 * and of two writers one wins.
 */
public final class CodeFile {

    /** Endings that promise another format than these. */
    private static final Set<String> FOREIGN = Set.of(
            "xlsx", "xls", "ods", "json", "jsonl", "txt", "tsv", "npz", "parquet", "zip", "gz", "mat", "h5", "pt");

    private CodeFile() {}

    /**
     * Saves codes.
     *
     * @param codes to save
     * @param file replaced if it exists
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the ending is that of another program's files, or the format cannot hold
     *     codes of this length
     */
    public static void save(HashCodes codes, Path file) throws IOException {
        requireOwn(file);
        requireFolder(file);
        if (ending(file).equals("npy")) {
            NumPyFile.requireWholeBytes(codes);
        } else if (ending(file).equals("faiss")) {
            FaissFile.requireWholeBytes(codes);
        }
        WholeFile.write(file, channel -> {
            try (OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                switch (ending(file)) {
                    case "csv" -> CsvFile.write(codes, out);
                    case "npy" -> NumPyFile.write(codes, out);
                    case "faiss" -> FaissFile.write(codes, out);
                    default -> WordFile.write(codes, out);
                }
                out.flush();
                channel.force(true);
            }
        });
    }

    /**
     * Reads codes into memory.
     *
     * @param file as {@link #save} or another program wrote it
     * @return the codes
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or damaged; says what was found
     */
    public static HashCodes read(Path file) throws IOException {
        requireThere(file);
        try {
            return readAll(file);
        } catch (OutOfMemoryError e) {
            throw new IOException(
                    file + " (" + (Files.size(file) >> 20)
                            + " MB) does not fit into memory. Start with more (-Xmx), or open"
                            + " a .codes file where it lies with CodeFile.open(file).",
                    e);
        }
    }

    private static HashCodes readAll(Path file) throws IOException {
        return switch (ending(file)) {
            case "csv" -> CsvFile.read(file);
            case "npy" -> NumPyFile.read(file);
            case "faiss" -> FaissFile.read(file);
            default -> WordFile.read(file);
        };
    }

    /**
     * Reads codes from a NumPy array, and says how its bits stand, where the values alone do not tell.
     *
     * @param file {@code .npy}
     * @param bits how they stand
     * @return the codes
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or has other values; says what was found
     */
    public static HashCodes read(Path file, NumPyBits bits) throws IOException {
        requireThere(file);
        return NumPyFile.read(file, bits);
    }

    /**
     * Opens codes where they lie: takes no memory however many there are, but for their labels, which are read. The
     * file must not change.
     *
     * @param file as {@link #save} wrote it
     * @return the codes
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is of another kind, or damaged; says what was found
     */
    public static HashCodes open(Path file) throws IOException {
        requireThere(file);
        return ending(file).equals("faiss") ? FaissFile.open(file) : WordFile.open(file);
    }

    private static void requireOwn(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String ending = name.substring(name.lastIndexOf('.') + 1);
        if (FOREIGN.contains(ending) && name.indexOf('.') >= 0) {
            throw new IllegalArgumentException("Codes are not written as ." + ending + ", which \"" + file
                    + "\" asks for. Name the file .csv (text, for spreadsheets), .npy (NumPy), .faiss (FAISS) "
                    + "or .codes (opens at"
                    + " once).");
        }
    }

    private static void requireFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new NoSuchFileException(
                    file.toString(), null, "there is no folder \"" + folder + "\" to save in; make it first");
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder; name a file to save codes in");
        }
    }

    private static void requireThere(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder; codes are read from a file");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(
                    file.toString(),
                    null,
                    "there is no such file (\"" + file.toAbsolutePath().normalize()
                            + "\"); codes are saved with CodeFile.save(codes, file)");
        }
    }

    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Stream.of("csv", "npy", "faiss")
                .filter(ending -> name.endsWith("." + ending))
                .findFirst()
                .orElse("");
    }
}
