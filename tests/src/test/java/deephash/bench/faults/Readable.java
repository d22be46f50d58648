package deephash.bench.faults;

import static deephash.data.LoadOptions.loading;

import deephash.code.HashCodes;
import deephash.code.Labels;
import deephash.code.file.CodeFile;
import deephash.code.file.NumPyBits;
import deephash.code.search.HammingIndex;
import deephash.data.Datasets;
import deephash.data.source.PictureFile;
import deephash.duplicates.PhotoHashes;
import deephash.duplicates.PhotoIndex;
import deephash.kernel.notebook.Notebook;
import deephash.model.Architecture;
import deephash.model.HashModel;
import deephash.train.Checkpoints;
import deephash.train.TrainOptions;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A kind of file that is damaged and read.
 *
 * @param name of the kind
 * @param checked whether the format has a checksum, so that no damage may go unnoticed
 * @param folder in which it lies alone
 * @param maker makes it
 * @param reader reads it, as a value that can be compared
 * @param damaged which files of the folder are damaged
 */
record Readable(
        String name, boolean checked, Path folder, Maker maker, Callable<Object> reader, Predicate<Path> damaged) {

    /** Makes files. */
    @FunctionalInterface
    interface Maker {
        void make() throws Exception;
    }

    void make() throws Exception {
        maker.make();
    }

    Object read() throws Exception {
        return reader.call();
    }

    boolean isDamaged(Path file) {
        return damaged.test(file);
    }

    private static HashCodes codes() {
        return HashCodes.random(300, 72, 5)
                .named(IntStream.range(0, 300).mapToObj(i -> "a/" + i + ".jpg").toList());
    }

    private static Readable codes(Path all, String ending, boolean checked, boolean open) {
        Path folder = all.resolve("codes-" + ending + (open ? "-opened" : ""));
        Path file = folder.resolve("x." + ending);
        Labels labels = Labels.single(
                List.of("cat", "dog"), IntStream.range(0, 300).map(i -> i % 2).toArray());
        return new Readable(
                "codes, ." + ending + (open ? ", opened" : ""),
                checked,
                folder,
                () -> CodeFile.save(codes().labelled(labels), file),
                () -> {
                    HashCodes read = open
                            ? HammingIndex.open(file).codes()
                            : ending.equals("npy") ? CodeFile.read(file, NumPyBits.PACKED) : CodeFile.read(file);
                    return List.of(read, read.names(), read.labels());
                },
                path -> true);
    }

    private static Readable picture(Path all, String ending, boolean checked) {
        Path folder = all.resolve("picture-" + ending);
        Path file = folder.resolve("x." + ending);
        return new Readable(
                "picture, ." + ending,
                checked,
                folder,
                () -> Drawn.write(file, 4),
                () -> {
                    BufferedImage image = PictureFile.read(file);
                    return Arrays.hashCode(
                            image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()));
                },
                path -> true);
    }

    private static Readable of(String name, boolean checked, Path folder, Maker maker, Callable<Object> reader) {
        return new Readable(name, checked, folder, maker, reader, path -> true);
    }

    static List<Readable> all(Path all) {
        System.setProperty("deephash.cache", all.resolve("caches/cache").toString());
        List<Readable> kinds = new ArrayList<>(List.of(
                codes(all, "codes", true, false),
                codes(all, "codes", true, true),
                codes(all, "csv", false, false),
                codes(all, "npy", false, false),
                codes(all, "faiss", false, false),
                picture(all, "png", true),
                picture(all, "jpg", false),
                picture(all, "bmp", false),
                picture(all, "gif", false)));
        Path models = all.resolve("model");
        ModelStore model = new ModelStore(models);
        kinds.add(of(
                "model folder",
                true,
                models,
                model::prepare,
                () -> ModelStore.text(HashModel.load(models.resolve("prepared-0")))
                        + ModelStore.text(HashModel.load(models.resolve("prepared-1")))
                        + ModelStore.text(HashModel.load(models.resolve("prepared-2")))));
        Path run = all.resolve("checkpoint");
        Callable<Object> train = () -> ModelStore.text(Checkpoints.in(run.resolve("run"))
                .train(
                        Architecture.CVAE.channels(4),
                        Shapes.split("train", 32, 1),
                        TrainOptions.options()
                                .bits(8)
                                .epochs(2)
                                .validation(0.25)
                                .patience(5)));
        kinds.add(of("checkpoint", true, run, train::call, train));
        Path study = all.resolve("study");
        StudyStore kept = new StudyStore(study);
        kinds.add(of(
                "study",
                true,
                study,
                () -> {
                    for (int n = 0; n < 8; n++) {
                        kept.write(n);
                    }
                },
                () -> kept.scores(8)));
        Path caches = all.resolve("caches");
        kinds.add(new Readable(
                "cache of pixels",
                true,
                caches,
                () -> {
                    for (int i = 0; i < 12; i++) {
                        Drawn.write(caches.resolve("pictures/" + i % 2 + "/" + i + ".png"), i);
                    }
                },
                () -> Datasets.load(
                                caches.resolve("pictures").toString(), loading().pixels(16))
                        .fingerprint(),
                path -> path.startsWith(caches.resolve("cache"))));
        Path index = all.resolve("index");
        kinds.add(new Readable(
                "index of photos",
                true,
                index,
                () -> {
                    for (int i = 0; i < 12; i++) {
                        Drawn.write(index.resolve("photos/" + i + ".png"), i);
                    }
                    try (PhotoIndex opened = photos(index)) {
                        opened.update();
                    }
                },
                () -> {
                    try (PhotoIndex opened = photos(index)) {
                        return opened.contents();
                    }
                },
                path -> path.startsWith(index) && path.toString().endsWith(".sqlite")));
        Path zip = all.resolve("zip");
        kinds.add(of("pictures in .zip", true, zip, () -> zip(zip.resolve("x.zip")), () -> {
            Datasets.cache().clear();
            return Datasets.load(zip.resolve("x.zip").toString(), loading().pixels(16))
                    .fingerprint();
        }));
        Path idx = all.resolve("idx");
        kinds.add(of(
                "IDX, gzipped",
                true,
                idx,
                () -> idx(idx),
                () -> Datasets.load(idx.toString()).fingerprint()));
        Path list = all.resolve("list");
        kinds.add(new Readable(
                "list, .csv",
                false,
                list,
                () -> {
                    StringBuilder text = new StringBuilder("file_name,label\n");
                    for (int i = 0; i < 12; i++) {
                        Drawn.write(list.resolve(i + ".png"), i);
                        text.append(i)
                                .append(".png,")
                                .append(i % 2 == 0 ? "cat" : "dog")
                                .append('\n');
                    }
                    Files.writeString(list.resolve("list.csv"), text);
                },
                () -> Datasets.load(
                                list.resolve("list.csv").toString(), loading().pixels(16))
                        .fingerprint(),
                path -> path.toString().endsWith(".csv")));
        Path notebook = all.resolve("notebook");
        kinds.add(of(
                "notebook",
                false,
                notebook,
                () -> Files.writeString(notebook.resolve("x.ipynb"), """
                        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
                         {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 1, "source": ["1 + 1"],
                          "outputs": [{"output_type": "stream", "name": "stdout", "text": ["2"]}]}]}
                        """),
                () -> Notebook.read(notebook.resolve("x.ipynb")).cells().stream()
                        .map(cell -> cell.source() + cell.isCode())
                        .toList()));
        return kinds;
    }

    private static PhotoIndex photos(Path folder) {
        return PhotoIndex.open(
                List.of(folder.resolve("photos")),
                PhotoHashes.named(PhotoHashes.names().get(0)),
                folder.resolve("x.sqlite"));
    }

    private static void zip(Path file) throws IOException {
        Path picture = file.resolveSibling("picture.png");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < 8; i++) {
                Drawn.write(picture, i);
                out.putNextEntry(new ZipEntry((i % 2 == 0 ? "cat/" : "dog/") + i + ".png"));
                out.write(Files.readAllBytes(picture));
            }
        }
        Files.delete(picture);
    }

    private static void idx(Path folder) throws IOException {
        for (String part : List.of("train", "t10k")) {
            byte[] images = new byte[16 + 20 * 16];
            byte[] labels = new byte[8 + 20];
            java.nio.ByteBuffer.wrap(images).putInt(0x803).putInt(20).putInt(4).putInt(4);
            java.nio.ByteBuffer.wrap(labels).putInt(0x801).putInt(20);
            java.util.Random random = new java.util.Random(part.length());
            for (int i = 16; i < images.length; i++) {
                images[i] = (byte) random.nextInt(256);
            }
            for (int i = 0; i < 20; i++) {
                labels[8 + i] = (byte) (i % 10);
            }
            write(folder.resolve(part + "-images-idx3-ubyte.gz"), images);
            write(folder.resolve(part + "-labels-idx1-ubyte.gz"), labels);
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(bytes);
        }
    }
}
