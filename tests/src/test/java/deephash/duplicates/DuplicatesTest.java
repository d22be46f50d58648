package deephash.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import deephash.baseline.Pdq;
import deephash.baseline.PerceptualHash;
import deephash.code.HashCodes;
import deephash.code.search.Neighbour;
import deephash.data.source.DatasetException;
import deephash.hash.Hasher;
import deephash.hash.Matching;
import deephash.manipulation.Manipulation;
import deephash.manipulation.Manipulations;
import deephash.picture.Jpeg;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {

    @TempDir
    Path temporary;

    private Path folder;
    private Path file;
    private final Hasher hasher = Pdq.of();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createDirectory(temporary.resolve("photos"));
        file = temporary.resolve("index.sqlite");
    }

    /** Different pictures for different seeds. */
    private static Picture picture(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[][] planes = new byte[3][8 * 6];
        for (byte[] plane : planes) {
            for (int i = 0; i < plane.length; i++) {
                plane[i] = (byte) random.nextInt(256);
            }
        }
        return Resize.BICUBIC.apply(new Picture(8, 6, planes), 160, 120);
    }

    private Path save(Picture picture, String name) throws IOException {
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        return Files.write(to, Jpeg.encode(picture, 90));
    }

    private Duplicates find() {
        try (PhotoIndex index = PhotoIndex.open(List.of(folder), hasher, file)) {
            return Duplicates.in(index, 1);
        }
    }

    private List<String> names(Duplicates.Group group) {
        List<String> names = new ArrayList<>(List.of(name(group.original().file())));
        group.copies().forEach(copy -> names.add(name(copy.photo().file())));
        return names;
    }

    private String name(Path path) {
        return folder.toAbsolutePath().normalize().relativize(path).toString().replace('\\', '/');
    }

    @Test
    void copiesAreGroupedWithTheLargestAndStrangersStayAlone() throws IOException {
        for (int i = 0; i < 12; i++) {
            save(picture(i), i + ".jpg");
        }
        for (Manipulation m : List.of(Manipulations.jpeg(30), Manipulations.resize(0.5), Manipulations.grey())) {
            save(m.apply(picture(3), 1), "copies/" + m.kind() + ".jpg");
        }
        Duplicates found = find();
        assertThat(found.photos()).isEqualTo(15);
        assertThat(found.groups()).hasSize(1);
        assertThat(names(found.groups().get(0)))
                .containsExactlyInAnyOrder("3.jpg", "copies/JPEG quality.jpg", "copies/resize.jpg", "copies/grey.jpg");
        assertThat(found.groups().get(0).original().width()).isEqualTo(160);
        assertThat(found.groups().get(0).copies()).allMatch(copy -> copy.chanceWrong() < 0.01);
        assertThat(found.expected()).isLessThanOrEqualTo(1);
        assertThat(found.table().words("file")).hasSize(4);
        assertThat(found.view().html()).contains("copies/grey.jpg").contains("<img");
    }

    @Test
    void groupsAreStarsAroundTheLargestAndNoChains() {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            photos.add(new Photo(Path.of(i + ".jpg"), 10, Instant.EPOCH, 100 - i, 100));
        }
        // 8 bits from one to the next, 16 from the first to the last
        HashCodes codes = HashCodes.of(64, 0, 0xff, 0xffff);
        List<Duplicates.Group> groups =
                new Grouping(new PhotoIndex.Contents(photos, LookCodes.of(codes)), 10).groups(distance -> 0.5);
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).original().file()).isEqualTo(Path.of("0.jpg"));
        assertThat(groups.get(0).copies()).hasSize(1);
        assertThat(groups.get(0).copies().get(0).distance()).isEqualTo(8);
        // of two matches within 8 bits half a one must be expected to be wrong
        assertThat(groups.get(0).copies().get(0).chanceWrong()).isEqualTo(0.25);
    }

    @Test
    void theSecondRunReadsOnlyWhatIsNewOrChangedAndForgetsWhatIsGone() throws IOException {
        for (int i = 0; i < 6; i++) {
            save(picture(i), i + ".jpg");
        }
        assertThat(find().update().added()).isEqualTo(6);
        // damaged behind the index's back, with its length and time kept: nobody may read it
        Path kept = folder.resolve("0.jpg");
        FileTime time = Files.getLastModifiedTime(kept);
        Files.write(kept, new byte[(int) Files.size(kept)]);
        Files.setLastModifiedTime(kept, time);
        save(picture(100), "new.jpg");
        Files.delete(folder.resolve("1.jpg"));
        Files.write(folder.resolve("2.jpg"), Jpeg.encode(picture(200), 80));
        Files.setLastModifiedTime(folder.resolve("2.jpg"), FileTime.fromMillis(1_000_000));
        PhotoIndex.Update second = find().update();
        assertThat(second.added()).isEqualTo(1);
        assertThat(second.changed()).isEqualTo(1);
        assertThat(second.removed()).isEqualTo(1);
        assertThat(second.photos()).isEqualTo(6);
        assertThat(second.leftOut()).isEmpty();
        assertThat(find().update().added()).isZero();
    }

    @Test
    void unreadableAndHalfCopiedFilesAreListedAndTheRestGoesOn() throws IOException {
        save(picture(1), "whole.jpg");
        save(picture(1), "twin.jpg");
        byte[] half = Jpeg.encode(picture(2), 90);
        Files.write(folder.resolve("half.jpg"), java.util.Arrays.copyOf(half, half.length / 2));
        Files.write(folder.resolve("empty.png"), new byte[0]);
        Files.writeString(folder.resolve("text.jpg"), "no picture");
        Files.writeString(folder.resolve("notes.txt"), "no picture by its name");
        Duplicates found = find();
        assertThat(found.groups()).hasSize(1);
        assertThat(found.update().photos()).isEqualTo(2);
        assertThat(found.update().leftOut().keySet().stream().map(this::name))
                .containsExactlyInAnyOrder("half.jpg", "empty.png", "text.jpg");
        assertThat(found.update().leftOut().get(folder.toAbsolutePath().resolve("empty.png")))
                .contains("0 bytes");
        // once it is whole, it is read again
        Files.write(folder.resolve("half.jpg"), half);
        assertThat(find().update().photos()).isEqualTo(3);
    }

    @Test
    void aFileOfTwoNamesIsNoDuplicateOfItself() throws IOException {
        Path one = save(picture(1), "b.jpg");
        try {
            Files.createLink(folder.resolve("a.jpg"), one);
        } catch (IOException | UnsupportedOperationException e) {
            assumeThat(false).as("hard links cannot be made here").isTrue();
        }
        assumeThat(Files.readAttributes(one, java.nio.file.attribute.BasicFileAttributes.class)
                        .fileKey())
                .isNotNull();
        Duplicates found = find();
        assertThat(found.groups()).isEmpty();
        assertThat(found.update().photos()).isEqualTo(1);
        assertThat(found.update().links().entrySet()).singleElement().satisfies(link -> {
            assertThat(name(link.getKey())).isEqualTo("b.jpg");
            assertThat(name(link.getValue())).isEqualTo("a.jpg");
        });
    }

    @Test
    void foldersWithNothingToCompareSaySo() throws IOException {
        assertThat(find().summary()).isEqualTo("There are 0 photos that can be compared; two are needed.");
        save(picture(1), "one.jpg");
        assertThat(find().summary()).startsWith("There are 1 photos");
        assertThat(find().groups()).isEmpty();
        assertThat(find().report(temporary.resolve("r.html"))).hasSize(1);
        assertThatThrownBy(() -> Duplicates.in(List.of(folder.resolve("none")), hasher, 1))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("is no folder");
    }

    @Test
    void iconsAndFlatPicturesAreLeftOutInsteadOfMatchingEachOther() throws IOException {
        for (int i = 0; i < 200; i++) {
            save(Resize.BILINEAR.apply(picture(i), 8, 8), "icons/" + i + ".jpg");
            save(Picture.filled(100, 100, 0x010101 * i), "flat/" + i + ".jpg");
        }
        Duplicates found = find();
        assertThat(found.photos()).isZero();
        assertThat(found.update().leftOut()).hasSize(400);
        assertThat(found.update().leftOut().values()).contains("too small to compare (8×8)");
        assertThat(found.update().leftOut().values()).contains("one flat colour, nothing to compare");
    }

    @Test
    void manyEqualPicturesAreOneGroup() {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            photos.add(new Photo(Path.of(i + ".jpg"), 10, Instant.EPOCH, 100, 100));
        }
        HashCodes codes = HashCodes.of(64, new long[photos.size()]);
        List<Duplicates.Group> groups =
                new Grouping(new PhotoIndex.Contents(photos, LookCodes.of(codes)), 5).groups(distance -> 1);
        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).copies()).hasSize(19_999);
    }

    @Test
    void anIndexOfAnotherHashOrFolderOrNoneAtAllIsRefusedWithWhatToDo() throws IOException, java.sql.SQLException {
        save(picture(1), "one.jpg");
        find();
        assertThatThrownBy(() -> PhotoIndex.open(List.of(folder), PerceptualHash.imagehash(), file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was made with PDQ of 256 bits")
                .hasMessageContaining("--index");
        assertThatThrownBy(() -> PhotoIndex.open(List.of(temporary), hasher, file))
                .hasMessageContaining("is of")
                .hasMessageContaining("--index");
        try (var connection = java.sql.DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("UPDATE about SET value = '7' WHERE name = 'format'");
        }
        assertThatThrownBy(this::find).hasMessageContaining("has format 7");
        Files.writeString(temporary.resolve("letter.txt"), "no index at all, but long enough to be looked at");
        assertThatThrownBy(() -> PhotoIndex.open(temporary.resolve("letter.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letter.txt");
        assertThatThrownBy(() -> PhotoIndex.open(temporary.resolve("none.sqlite")))
                .hasMessageContaining("no index");
    }

    @Test
    void aPhotoThatChangesWhileItIsReadIsReadAgainNextTime() throws IOException {
        Path photo = save(picture(1), "one.jpg");
        try (PhotoIndex index = PhotoIndex.open(List.of(folder), hasher, file)) {
            PhotoFolders.Stamp before = new PhotoFolders.Stamp(Files.size(photo) - 7, 5);
            IndexFile.Row row = index.hash(List.of(Map.entry(photo, before))).get(0);
            assertThat(row.code()).isNull();
            assertThat(row.reason()).contains("changed while it was read");
            assertThat(row.stamp()).isNotEqualTo(PhotoFolders.Stamp.of(photo));
        }
    }

    @Test
    void namesInAnyScriptAndNamesOfHtmlAreShownAsTheyAre() throws IOException {
        String script = "写真-фото-صورة-é-😀.jpg";
        String html = "<b onclick='x()'>&amp;.jpg";
        try {
            save(picture(1), script);
            save(picture(1), html);
        } catch (IOException | RuntimeException e) {
            assumeThat(false).as("this file system takes no such names").isTrue();
        }
        Duplicates found = find();
        assertThat(names(found.groups().get(0))).containsExactlyInAnyOrder(script, html);
        Path report = found.report(temporary.resolve("r.html")).get(0);
        assertThat(Files.readString(report))
                .contains(script)
                .contains("&lt;b onclick=&#39;x()&#39;&gt;&amp;amp;.jpg")
                .doesNotContain("<b onclick");
        assertThat(found.table().csv()).contains(script).contains(html);
    }

    @Test
    void aReportOfManyGroupsIsDividedIntoPages() throws IOException {
        List<Duplicates.Group> groups = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            Photo one = new Photo(folder.resolve(i + "a.jpg"), 5, Instant.EPOCH, 9, 9);
            groups.add(new Duplicates.Group(one, List.of(new Duplicates.Copy(one, 3, 0.002))));
        }
        PhotoIndex.Update update = new PhotoIndex.Update(12_000, 0, 0, 0, new TreeMap<>(), new TreeMap<>());
        Duplicates many = new Duplicates("PDQ", 12_000, 80, 0.9, 1, "others", groups, update);
        List<Path> pages = many.report(temporary.resolve("r.html"));
        assertThat(pages).hasSize(50);
        assertThat(Files.readString(pages.get(0))).contains("r-2.html").contains("cannot be read any more");
        assertThat(Files.readString(pages.get(49))).contains("the other 1,000 groups are in the CSV file");
        assertThat(many.view().text()).contains("5,980 more groups");
    }

    @Test
    void aStoppedSearchKeepsWhatItHashedAndGoesOnThere() throws IOException {
        for (int i = 0; i < 40; i++) {
            save(picture(i), i + ".jpg");
        }
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(this::find).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(find().update().photos()).isEqualTo(40);
    }

    @Test
    void copiesAreMovedAndNothingIsOverwritten() throws IOException {
        save(picture(1), "a/large.jpg");
        save(Manipulations.resize(0.7).apply(picture(1), 1), "b/small.jpg");
        save(Manipulations.resize(0.5).apply(picture(1), 1), "smaller.jpg");
        Duplicates found = find();
        Path target = temporary.resolve("moved");
        List<Moving.Move> moves = Moving.plan(found, List.of(folder), target);
        assertThat(moves).hasSize(2);
        assertThat(target).doesNotExist();
        Files.createDirectories(target.resolve("photos"));
        Files.writeString(target.resolve("photos/smaller.jpg"), "was here before");
        List<String> said = new ArrayList<>();
        assertThat(Moving.run(moves, said::add)).isEqualTo(1);
        assertThat(said).singleElement().asString().contains("exists");
        assertThat(folder.resolve("a/large.jpg")).exists();
        assertThat(folder.resolve("smaller.jpg")).exists();
        assertThat(folder.resolve("b/small.jpg")).doesNotExist();
        assertThat(target.resolve("photos/b/small.jpg")).exists();
        assertThat(Files.readString(target.resolve("photos/smaller.jpg"), StandardCharsets.UTF_8))
                .isEqualTo("was here before");
        assertThatThrownBy(() -> Moving.plan(found, List.of(folder), folder.resolve("in")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Name a folder elsewhere");
    }

    @Test
    void morePhotosAndFewerWrongPairsMakeTheThresholdStricter() {
        FalseMatches counted = FalseMatches.bundled(hasher).orElseThrow();
        int few = counted.threshold(1_000_000, 1);
        int many = counted.threshold(1_000_000_000, 1);
        int strict = counted.threshold(1_000_000, 0.01);
        assertThat(many).isLessThan(few).isPositive();
        assertThat(strict).isLessThan(few);
        for (int d = 1; d < 120; d++) {
            assertThat(counted.share(d)).isGreaterThanOrEqualTo(counted.share(d - 1));
        }
        assertThat(counted.share(91)).isEqualTo(145 / 15_484_500.0);
    }

    @Test
    void everyNamedHashHasItsCountAndAFingerprintOfItsOwn() {
        List<String> fingerprints = new ArrayList<>();
        for (String name : PhotoHashes.names()) {
            assertThat(FalseMatches.bundled(PhotoHashes.named(name))).as(name).isPresent();
            fingerprints.add(PhotoHashes.fingerprint(PhotoHashes.named(name)));
        }
        assertThat(fingerprints).doesNotHaveDuplicates();
        assertThatThrownBy(() -> PhotoHashes.named("md5")).hasMessageContaining("Known: pdq, phash");
    }

    @Test
    void theLearnedHashFindsFramedAndMirroredCopiesThatPdqMisses() throws IOException {
        for (int i = 0; i < 12; i++) {
            save(picture(i), i + ".jpg");
        }
        save(Manipulations.border(0.12).apply(picture(3), 1), "framed.jpg");
        save(Manipulations.flip().apply(picture(5), 1), "mirrored.jpg");

        assertThat(find().groups()).isEmpty();
        Matching thorough = PhotoHashes.named("copy-thorough");
        Path other = temporary.resolve("copy.sqlite");
        try (PhotoIndex index = PhotoIndex.open(List.of(folder), thorough, other)) {
            assertThat(Duplicates.in(index, 1).groups().stream().map(this::names))
                    .containsExactlyInAnyOrder(List.of("framed.jpg", "3.jpg"), List.of("5.jpg", "mirrored.jpg"));
        }
        // opened by its place alone, it knows which hash it was made with
        try (PhotoIndex index = PhotoIndex.open(other)) {
            List<PhotoSearch.Hit> hits = PhotoSearch.nearest(index, folder.resolve("mirrored.jpg"), 2);
            assertThat(hits)
                    .extracting(hit -> name(hit.photo().file()))
                    .containsExactlyInAnyOrder("5.jpg", "mirrored.jpg");
        }
    }

    @Test
    void theDistanceOfSeveralLooksIsTheLeastWhicheverPhotoComesFirst() {
        HashCodes whole = HashCodes.of(64, 0, 0xff, 0xffff);
        HashCodes middle = HashCodes.of(64, 0xf, 0xffffff, 0x1);
        List<Matching.Pair> pairs =
                Matching.centreCrop(hasher, 0.5).bothWays().members().get(0).pairs();
        LookCodes codes = new LookCodes(List.of(whole, middle), pairs);

        // whole with whole 8, the middle of one with the whole of the other 4 and 24
        assertThat(codes.distances(0)).containsExactly(0, 4, 1);
        assertThat(codes.distances(1)).containsExactly(4, 0, 7);
        assertThat(codes.within(4).indices()[1]).containsExactly(1, 0);
        assertThat(codes.within(4).distances()[1]).containsExactly(0, 4);
        assertThat(codes.nearest(codes.select(2), 2)).containsExactly(new Neighbour(2, 0), new Neighbour(0, 1));
        // a turn is no cut: its eight looks are compared one way only, unless both are asked for
        assertThat(Matching.anyOrientation(hasher).members().get(0).pairs()).hasSize(8);
        assertThat(Matching.anyOrientation(hasher).bothWays().members().get(0).pairs())
                .hasSize(15);
    }

    @Test
    void largePhotosHaveNearlyTheSameCodeInEveryFormatAndKeepTheirSize() throws IOException {
        Picture large = Resize.BICUBIC.apply(picture(7), 4000, 3001);
        Path jpeg = Files.write(folder.resolve("large.jpg"), Jpeg.encode(large, 95));
        Path png = folder.resolve("large.png");
        javax.imageio.ImageIO.write(large.toImage(), "png", png.toFile());

        PhotoHashes.Shrunk quick = PhotoHashes.read(jpeg);
        PhotoHashes.Shrunk whole = PhotoHashes.read(png);
        assertThat(List.of(quick.width(), quick.height())).isEqualTo(List.of(4000, 3001));
        assertThat(List.of(quick.picture().width(), quick.picture().height()))
                .isEqualTo(List.of(500, 375))
                .isEqualTo(List.of(whole.picture().width(), whole.picture().height()));
        long[] a = Pdq.of().code(quick.picture());
        long[] b = Pdq.of().code(whole.picture());
        assertThat(HashCodes.of(256, a).distance(0, HashCodes.of(256, b), 0)).isLessThanOrEqualTo(4);
    }

    @Test
    void twoHashersInOneIndexAreRefused() {
        Matching either = Matching.either(Pdq.of(), PerceptualHash.imagehash());
        assertThatThrownBy(() -> PhotoIndex.open(List.of(folder), either, file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("codes of one hasher, not of 2");
    }

    @Test
    void aPictureFindsItsLikeInTheIndex() throws IOException {
        for (int i = 0; i < 5; i++) {
            save(picture(i), i + ".jpg");
        }
        find();
        Path wanted = temporary.resolve("wanted.jpg");
        Files.write(wanted, Jpeg.encode(Manipulations.grey().apply(picture(4), 1), 60));
        try (PhotoIndex index = PhotoIndex.open(file)) {
            List<PhotoSearch.Hit> hits = PhotoSearch.nearest(index, wanted, 2);
            assertThat(name(hits.get(0).photo().file())).isEqualTo("4.jpg");
            assertThat(hits.get(0).distance()).isLessThan(40);
            assertThat(hits.get(1).distance()).isGreaterThan(80);
            assertThatThrownBy(() -> PhotoSearch.nearest(index, temporary.resolve("none.jpg"), 2))
                    .isInstanceOf(DatasetException.class)
                    .hasMessageContaining("none.jpg");
        }
    }
}
