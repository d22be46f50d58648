package deephash.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.hash.Matching;
import deephash.picture.Jpeg;
import deephash.picture.Picture;
import deephash.picture.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedIndexTest {

    @TempDir
    Path temporary;

    private final Matching hasher = PhotoHashes.named(PhotoHashes.names().get(0));
    private Path folder;
    private Path file;

    @BeforeEach
    void photos() throws IOException {
        folder = Files.createDirectory(temporary.resolve("photos"));
        file = temporary.resolve("index.sqlite");
        for (int i = 0; i < 5; i++) {
            byte[][] planes = new byte[3][48];
            Random random = new Random(i);
            for (byte[] plane : planes) {
                random.nextBytes(plane);
            }
            Picture picture = Resize.BICUBIC.apply(new Picture(8, 6, planes), 80, 60);
            Files.write(folder.resolve(i + ".jpg"), Jpeg.encode(picture, 90));
        }
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private PhotoIndex open() {
        return PhotoIndex.open(List.of(folder), hasher, file);
    }

    private PhotoIndex.Contents updated() {
        try (PhotoIndex index = open()) {
            index.update();
            return index.contents();
        }
    }

    @Test
    void aChangedCodeIsRefusedAndTheNextUpdateHashesThatPhotoAgain() throws SQLException {
        PhotoIndex.Contents right = updated();
        sql("UPDATE photo SET code = zeroblob(length(code)) WHERE path LIKE '%3.jpg'");
        try (PhotoIndex index = open()) {
            assertThatThrownBy(index::contents)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("index.sqlite")
                    .hasMessageContaining("3.jpg")
                    .hasMessageContaining("Update it");
            assertThat(index.update().changed()).isEqualTo(1);
            assertThat(index.contents()).isEqualTo(right);
        }
    }

    @Test
    void aCodeThatIsTooShortIsDamageToo() throws SQLException {
        updated();
        sql("UPDATE photo SET code = x'00' WHERE path LIKE '%3.jpg'");
        try (PhotoIndex index = open()) {
            assertThatThrownBy(index::contents).hasMessageContaining("is damaged");
        }
    }

    @Test
    void anIndexOfTheFirstFormatIsMadeAnew() throws SQLException {
        PhotoIndex.Contents right = updated();
        sql("ALTER TABLE photo DROP COLUMN checksum");
        sql("UPDATE about SET value = '1' WHERE name = 'format'");
        assertThat(updated()).isEqualTo(right);
    }

    @Test
    void aFileWhoseRowsAreTornIsNamed() throws IOException {
        updated();
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, bytes.length - 4096, bytes.length - 4000, (byte) 7);
        Files.write(file, bytes);
        assertThatThrownBy(this::updated)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("index.sqlite")
                .hasMessageContaining("delete it");
    }
}
