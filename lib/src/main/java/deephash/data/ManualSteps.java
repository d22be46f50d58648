package deephash.data;

/** The steps to get data sets that no program may download, as in the data cards; error messages show them. */
final class ManualSteps {

    private static final String IMAGENET = """
            1. Register at https://www.image-net.org and agree to the terms, or accept the rules of "ImageNet Object
               Localization Challenge" on Kaggle.
            2. Download ILSVRC 2012 train and val, and unpack them.
            3. Put them into datasets/imagenet as train/n01440764/*.JPEG and val/n01440764/*.JPEG, or as Kaggle packs
               them: ILSVRC/Data/CLS-LOC/{train,val}, with LOC_val_solution.csv and LOC_synset_mapping.txt beside \
            ILSVRC.
            4. DeepHash.load("imagenet")""";

    private static final String NUS_WIDE = """
            1. Open https://lms.comp.nus.edu.sg/wp-content/uploads/2019/research/nuswide/NUS-WIDE.html
            2. Download "Image List", "Groundtruth" and "Concept List", and unpack them into datasets/nus-wide.
            3. Ask for the images by the form there (or fetch them by "Image URLs"; many are gone), and put them into
               datasets/nus-wide/Flickr, with the subfolders as in the list. Missing images are tolerated and counted.
            4. DeepHash.load("nus-wide")""";

    private static final String TINY = """
            1. Download http://cs231n.stanford.edu/tiny-imagenet-200.zip (ImageNet's terms apply: research and \
            teaching).
            2. Put it, packed or not, into datasets/.
            3. DeepHash.load("tiny-imagenet")""";

    private ManualSteps() {}

    static String of(KnownDataset set) {
        return switch (set.name()) {
            case "imagenet" -> IMAGENET;
            case "nus-wide" -> NUS_WIDE;
            case "tiny-imagenet" -> TINY;
            default -> "1. " + set.howToGet();
        };
    }
}
