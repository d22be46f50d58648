package deephash.data;

import deephash.data.fetch.Remote;
import deephash.data.layout.Bundled;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * A data set that loads by its name.
 *
 * @param name what {@code DeepHash.load} is given
 * @param title what it is, in one line
 * @param images how many images it has
 * @param megabytes the size of its files on disk, about
 * @param licence under which it may be used
 * @param howToGet what to do to have it, in one sentence
 * @param place where it lies on this computer; empty if it is not here
 * @param folders the names its folder or archive may have
 * @param downloads the published files, if a program may get them
 */
public record KnownDataset(
        String name,
        String title,
        long images,
        int megabytes,
        String licence,
        String howToGet,
        String place,
        List<String> folders,
        List<Remote> downloads) {

    private static final String TORONTO = "https://www.cs.toronto.edu/~kriz/";
    private static final String ZALANDO = "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

    /** Copies the lists. */
    public KnownDataset {
        folders = List.copyOf(folders);
        downloads = List.copyOf(downloads);
    }

    /** Whether it can be loaded now. */
    public boolean isPresent() {
        return !place.isEmpty();
    }

    /** What to do to have it, step by step, one a line. */
    public String steps() {
        return ManualSteps.of(this);
    }

    KnownDataset at(String found) {
        return new KnownDataset(name, title, images, megabytes, licence, howToGet, found, folders, downloads);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %s; %,d images, %,d MB, %s; %s",
                name,
                title,
                images,
                megabytes,
                licence,
                isPresent() ? "in " + place : "not here: " + howToGet);
    }

    /** All of them, without their places. */
    static List<KnownDataset> all() {
        return List.of(
                new KnownDataset(
                        "cifar10",
                        "CIFAR-10, small colour photos, 10 classes",
                        60_000,
                        184,
                        "none stated; for research",
                        "Datasets.download(\"cifar10\")",
                        "",
                        List.of("cifar10", "cifar-10", "cifar-10-batches-bin", "cifar-10-binary", "cifar10-jpeg"),
                        List.of(sha256(
                                TORONTO + "cifar-10-binary.tar.gz",
                                170_052_171,
                                "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"))),
                new KnownDataset(
                        "cifar100",
                        "CIFAR-100, small colour photos, 100 classes",
                        60_000,
                        184,
                        "none stated; for research",
                        "Datasets.download(\"cifar100\")",
                        "",
                        List.of("cifar100", "cifar-100", "cifar-100-binary"),
                        List.of(sha256(
                                TORONTO + "cifar-100-binary.tar.gz",
                                168_513_733,
                                "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"))),
                new KnownDataset(
                        "fashion-mnist",
                        "Fashion-MNIST, garments, grey 28×28, 10 classes",
                        70_000,
                        31,
                        "MIT",
                        "Datasets.download(\"fashion-mnist\"), or Debian's package dataset-fashion-mnist",
                        "",
                        List.of("fashion-mnist"),
                        List.of(
                                md5("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                                md5("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                                md5("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                                md5("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"))),
                new KnownDataset(
                        Bundled.NAME,
                        "A stratified slice of Fashion-MNIST, 10 classes",
                        6_000,
                        3,
                        "MIT",
                        "it comes with the library",
                        "",
                        List.of(),
                        List.of()),
                manual("imagenet", "ImageNet (ILSVRC 2012), photos, 1,000 classes", 1_331_167, 150_000, "ilsvrc2012"),
                new KnownDataset(
                        "mnist",
                        "MNIST, handwritten digits, grey 28×28, 10 classes",
                        70_000,
                        11,
                        "CC BY-SA 3.0",
                        "put its four IDX files into datasets/mnist",
                        "",
                        List.of("mnist"),
                        List.of()),
                manual("nus-wide", "NUS-WIDE, photos, 81 concepts, several an image", 269_648, 30_000, "nuswide"),
                manual("tiny-imagenet", "Tiny ImageNet, 64×64 photos, 200 classes", 110_000, 480, "tiny-imagenet-200"));
    }

    private static KnownDataset manual(String name, String title, long images, int megabytes, String other) {
        return new KnownDataset(
                name,
                title,
                images,
                megabytes,
                "research use, by agreement with its authors",
                "the steps are in datasets/" + name + ".md",
                "",
                List.of(name, other, name.replace("-", "_"), name + "-100"),
                List.of());
    }

    private static Remote sha256(String address, long bytes, String checksum) {
        return new Remote(
                URI.create(address), address.substring(address.lastIndexOf('/') + 1), bytes, "SHA-256", checksum);
    }

    private static Remote md5(String file, String checksum) {
        return new Remote(URI.create(ZALANDO + file), file, 0, "MD5", checksum);
    }
}
