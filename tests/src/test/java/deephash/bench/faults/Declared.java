package deephash.bench.faults;

import deephash.code.file.CodeFile;
import deephash.data.Datasets;
import deephash.data.source.PictureFile;
import deephash.encoder.StoredFeatures;
import deephash.model.HashModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small files that claim to be huge; reading one must end in a message with its name, or in a picture. */
final class Declared {

    private static final int WIDE = 13_500;

    private final Path folder;
    private final Map<String, Callable<Object>> reads = new LinkedHashMap<>();

    private Declared(Path folder) {
        this.folder = folder;
    }

    static void run(Path folder, PrintStream out) throws Exception {
        Declared declared = new Declared(folder);
        Files.createDirectories(folder);
        System.setProperty("deephash.cache", folder.resolve("cache").toString());
        declared.make();
        declared.reads.forEach((name, read) -> {
            try {
                Object found = read.call();
                out.println("read\t" + name + "\t" + String.valueOf(found).replaceAll("\\s+", " "));
            } catch (Exception | Error e) {
                String said = Faults.said(e);
                boolean fine = !(e instanceof Error) && !(e instanceof NullPointerException) && said.contains(name);
                out.println((fine ? "refused\t" : "fault\t") + name + "\t" + said);
            }
        });
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private void make() throws Exception {
        numbers();
        pictures();
        archives();
    }

    private void numbers() throws IOException {
        byte[] header = "DHCODES1".getBytes(StandardCharsets.US_ASCII);
        for (int version = 1; version <= 2; version++) {
            header[7] = (byte) ('0' + version);
            Path codes = write(
                    "huge" + version + ".codes",
                    ByteBuffer.allocate(28)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .put(header)
                            .putInt(64)
                            .putInt(0)
                            .putLong(2_000_000_000L)
                            .array());
            reads.put(codes.getFileName().toString(), () -> CodeFile.read(codes));
        }
        for (String shape :
                new String[] {"(2000000000, 8)", "(2147483647, 2147483647)", "(99999999999, 8)", "(-1, 8)"}) {
            String text = "{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }\n";
            byte[] npy = ByteBuffer.allocate(10 + text.length())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                    .putShort((short) text.length())
                    .put(text.getBytes(StandardCharsets.US_ASCII))
                    .array();
            Path file = write("shape" + reads.size() + ".npy", npy);
            reads.put(file.getFileName().toString(), () -> CodeFile.read(file));
        }
        Path faiss = write(
                "huge.faiss",
                ByteBuffer.allocate(33)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put("IBxF".getBytes(StandardCharsets.US_ASCII))
                        .putInt(64)
                        .putInt(8)
                        .putLong(2_000_000_000L)
                        .put((byte) 1)
                        .putInt(1)
                        .putLong(16_000_000_000L)
                        .array());
        reads.put("huge.faiss", () -> CodeFile.read(faiss));
        new ModelStore(folder.resolve("models")).prepare();
        Path weights = folder.resolve("models/prepared-0/weights.safetensors");
        String tensors = "{\"a\":{\"dtype\":\"F32\",\"shape\":[1000000,1000000],\"data_offsets\":[0,4000000000000]}}";
        Files.write(
                weights,
                ByteBuffer.allocate(8 + tensors.length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(tensors.length())
                        .put(tensors.getBytes(StandardCharsets.US_ASCII))
                        .array());
        reads.put("weights.safetensors", () -> HashModel.load(weights.getParent()));
        reads.put(
                "features.npy",
                () -> StoredFeatures.class.getName() + " "
                        + deephash.code.file.NumPyArray.open(
                                        write("features.npy", Files.readAllBytes(folder.resolve("shape2.npy"))))
                                .rows()
                                .length);
    }

    private void pictures() throws IOException {
        picture("plain.png", png(WIDE, WIDE, true));
        picture("empty.png", png(60_000, 60_000, false));
        ByteBuffer bmp = ByteBuffer.allocate(54 + 100).order(ByteOrder.LITTLE_ENDIAN);
        bmp.put((byte) 'B')
                .put((byte) 'M')
                .putInt(154)
                .putInt(0)
                .putInt(54)
                .putInt(40)
                .putInt(40_000)
                .putInt(40_000);
        bmp.putShort((short) 1).putShort((short) 24);
        picture("wide.bmp", bmp.array());
        byte[] gif = {
            'G', 'I', 'F', '8', '9', 'a', -1, -1, -1, -1, 0, 0, 0, ',', 0, 0, 0, 0, -1, -1, -1, -1, 0, 2, 1, 0, 0, ';'
        };
        picture("wide.gif", gif);
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        Path small = folder.resolve("small.jpg");
        Drawn.write(small, 1);
        byte[] bytes = Files.readAllBytes(small);
        for (int i = 0; i < bytes.length - 9; i++) {
            if (bytes[i] == -1 && bytes[i + 1] == (byte) 0xC0) {
                bytes[i + 5] = -1;
                bytes[i + 6] = 0;
                bytes[i + 7] = -1;
                bytes[i + 8] = 0;
                break;
            }
        }
        jpeg.writeBytes(bytes);
        picture("wide.jpg", jpeg.toByteArray());
        picture("wide.webp", new byte[] {
            'R', 'I', 'F', 'F', 30, 0, 0, 0, 'W', 'E', 'B', 'P', 'V', 'P', '8', 'L', 17, 0, 0, 0, 0x2f, -1, -1, -1, 15,
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
        });
    }

    private void picture(String name, byte[] bytes) throws IOException {
        Path file = write(name, bytes);
        reads.put(name, () -> {
            try {
                return PictureFile.read(file).getWidth() + " pixels wide";
            } catch (IOException e) {
                // a caller that shows the reason names the file beside it
                throw new IOException(name + ": " + PictureFile.reason(e), e);
            }
        });
        if (name.equals("plain.png")) {
            for (int i = 0; i < 6; i++) {
                Drawn.write(folder.resolve("set/" + i % 2 + "/" + i + ".png"), i);
            }
            Files.copy(file, folder.resolve("set/0/set-plain.png"));
            reads.put("set-plain.png", () -> Datasets.load(folder.resolve("set").toString()));
        }
    }

    private static byte[] png(int width, int height, boolean whole) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        chunk(
                out,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(data, new Deflater(1))) {
            byte[] row = new byte[3 * width + 1];
            for (int y = 0; y < (whole ? height : 2); y++) {
                deflated.write(row);
            }
        }
        chunk(out, "IDAT", data.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return out.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream out, String name, byte[] data) {
        byte[] named = ByteBuffer.allocate(4 + data.length)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .array();
        CRC32 crc = new CRC32();
        crc.update(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        out.writeBytes(named);
        out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    private void archives() throws IOException {
        for (String part : new String[] {"train", "t10k"}) {
            for (boolean images : new boolean[] {true, false}) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
                    out.write(
                            images
                                    ? ByteBuffer.allocate(16)
                                            .putInt(0x803)
                                            .putInt(2_000_000_000)
                                            .putInt(28)
                                            .putInt(28)
                                            .array()
                                    : ByteBuffer.allocate(8)
                                            .putInt(0x801)
                                            .putInt(2_000_000_000)
                                            .array());
                    for (int i = 0; i < 300; i++) {
                        out.write(new byte[1 << 20]);
                    }
                }
                write("idx/" + part + (images ? "-images-idx3" : "-labels-idx1") + "-ubyte.gz", bytes.toByteArray());
            }
        }
        reads.put("idx", () -> Datasets.load(folder.resolve("idx").toString()));
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(folder.resolve("bomb.zip")))) {
            for (int i = 0; i < 4; i++) {
                out.putNextEntry(new ZipEntry(i % 2 + "/" + i + ".png"));
                for (int k = 0; k < 300; k++) {
                    out.write(new byte[1 << 20]);
                }
            }
        }
        reads.put("bomb.zip", () -> Datasets.load(folder.resolve("bomb.zip").toString()));
    }
}
