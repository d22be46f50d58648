package deephash.code;

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
 * Codes in files, with their labels where the format has a place for them, and without pictures. Four formats, chosen by
 * the ending of the name:
 *
 * <ul>
 *   <li>{@code .csv}: a bit string a line, bit 0 first. Labelled codes have their classes behind it, and a first line
 *       {@code #class,airplane,bird,...} (one class a code) or {@code #classes,...} (any number) that names all classes in
 *       their order. UTF-8; names with a comma, a quotation mark, or a blank at an end are quoted as usual in CSV.
 *   <li>{@code .npy}: NumPy's format, an array of unsigned bytes, shape (size, bits / 8), bit j being bit j mod 8 (least
 *       significant first) of byte j / 8: what FAISS's binary indexes take. Bits must be a multiple of 8; no labels. Arrays of a
 *       value a bit, shape (size, bits), are read too: truth values, 0 and 1, or −1 and 1.
 *   <li>{@code .faiss}: what {@code faiss.write_index_binary} saves of an {@code IndexBinaryFlat}, the same bytes behind
 *       FAISS's own header; an {@code IndexBinaryIVF} is read too. Bits must be a multiple of 8; no labels. A flat index of
 *       64, 128, 192, ... bits can be opened at once.
 *   <li>{@code .codes}, or no ending: the bytes {@code DHCODES1}; bits (32-bit integer); the kind of labels (32-bit integer: 0 none, 1
 *       one class a code, 2 any number); size (64-bit integer); then ceil(bits / 64) 64-bit words a code; then, if there
 *       are labels, the number of classes, the length in bytes and the UTF-8 bytes of each name, and for each code the
 *       index of its class (kind 1) or ceil(classes / 8) bytes with bit j mod 8 of byte j / 8 set for each class j (kind
 *       2). All little-endian, numbers 32-bit where nothing else is said. Can be opened at once, however large.
 * </ul>
 *
 * A file is written beside its place, under a name of its own, and then moved there: a reader never sees half of one, and
 * of two writers one wins.
 */
public final class CodeFile {

    /** Endings that promise another format than these. */
    private static final Set<String> FOREIGN = Set.of(
            "xlsx", "xls", "ods", "json", "jsonl", "txt", "tsv", "npz", "parquet", "zip", "gz", "mat", "h5", "pt");

    private CodeFile() {}

    /**
     * Saves codes.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if the ending is that of another program's files, or the format cannot hold codes
     *     of this length, or the names of these classes
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
            default -> {
                HashCodes mapped = WordFile.open(file);
                HashCodes copy = HashCodes.of(mapped.bits(), mapped.toWords());
                yield mapped.labels().map(copy::labelled).orElse(copy);
            }
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
     * Opens codes where they lie: takes no memory, and no time however many there are, but for their labels, which are
     * read. The file must stay as it is.
     *
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
                    + "\" asks for. Name the file .csv (text, for spreadsheets), .npy (NumPy), .faiss (FAISS) or .codes (opens at"
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
