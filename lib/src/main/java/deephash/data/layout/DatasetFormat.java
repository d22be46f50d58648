package deephash.data.layout;

import deephash.data.source.DatasetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The formats in which data sets come, in the order in which they are tried: the last one takes any folder. */
public enum DatasetFormat {
    /** CIFAR's official binary files. */
    CIFAR_BINARY {
        @Override
        boolean accepts(Path path) {
            return CifarBinary.in(path) != null;
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            Path inside = CifarBinary.in(path);
            return CifarBinary.read(inside == null ? path : inside, coarse);
        }
    },
    /** A list of paths and labels. */
    CSV {
        @Override
        boolean accepts(Path path) {
            return Files.isRegularFile(path)
                    && path.toString().toLowerCase(Locale.ROOT).matches(".*\\.[ct]sv");
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            return CsvList.read(path);
        }
    },
    /** Any other file, which is refused. */
    OTHER_FILE {
        @Override
        boolean accepts(Path path) {
            return Files.isRegularFile(path);
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) {
            throw new DatasetException("\"" + name + "\" is a file of a kind that no data set is. Give a folder of"
                    + " images, a .csv file of paths and labels, or an archive (.tar.gz, .zip).");
        }
    },
    /** The files of MNIST and Fashion-MNIST. */
    IDX {
        @Override
        boolean accepts(Path path) throws IOException {
            return Idx.isIn(path);
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            boolean garments = path.getFileName() != null
                    && path.getFileName().toString().toLowerCase(Locale.ROOT).contains("fashion");
            return Idx.read(name, Idx.in(path), garments ? Bundled.GARMENTS : List.of());
        }
    },
    /** CIFAR pickled for Python, which is refused. */
    CIFAR_PYTHON {
        @Override
        boolean accepts(Path path) {
            return CifarBinary.isPython(path);
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) {
            throw new DatasetException("Folder \"" + path + "\" holds the Python version of CIFAR, which only Python"
                    + " reads. Get the binary version (cifar-10-binary.tar.gz or cifar-100-binary.tar.gz).");
        }
    },
    /** The lists and images of NUS-WIDE. */
    NUS_WIDE {
        @Override
        boolean accepts(Path path) {
            return NusWide.isIn(path);
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            return NusWide.read(path);
        }
    },
    /** ImageNet's folders, Tiny ImageNet's included. */
    IMAGE_NET {
        @Override
        boolean accepts(Path path) throws IOException {
            return ImageNet.isIn(path);
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            return ImageNet.read(path);
        }
    },
    /** A folder with a subfolder a class, or of images alone. */
    FOLDERS {
        @Override
        boolean accepts(Path path) {
            return true;
        }

        @Override
        public Catalog read(String name, Path path, boolean coarse) throws IOException {
            return ClassFolders.read(path);
        }
    };

    /** Whether what lies there is of this format. */
    abstract boolean accepts(Path path) throws IOException;

    /**
     * Reads it.
     *
     * @param name as the user gave it, for messages
     * @param coarse whether the classes are the coarse ones, which only {@link #CIFAR_BINARY} has
     */
    public abstract Catalog read(String name, Path path, boolean coarse) throws IOException;

    /** The first format that accepts it. */
    public static DatasetFormat of(Path path) throws IOException {
        for (DatasetFormat format : values()) {
            if (format.accepts(path)) {
                return format;
            }
        }
        throw new IllegalStateException("One of " + Arrays.toString(values()) + " takes anything.");
    }
}
