package deephash.file;

import static org.assertj.core.api.Assertions.assertThat;

import deephash.ChildJvm;
import deephash.code.HashCodes;
import deephash.code.file.CodeFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {

    private static final int LINES = 200;
    private static final int SAVES = 200;

    @TempDir
    Path folder;

    /** Appends lines, or saves codes, in a process of its own. */
    public static final class Writing {
        private Writing() {}

        public static void main(String[] args) throws Exception {
            Path file = Path.of(args[1]);
            int who = Integer.parseInt(args[2]);
            if (args[0].equals("lines")) {
                append(file, who);
            } else {
                save(file, who);
            }
        }

        static void append(Path file, int who) throws Exception {
            for (int i = 0; i < LINES; i++) {
                byte[] line = (who + " " + i + " end\n").getBytes(StandardCharsets.UTF_8);
                Appending.to(file, line, last -> last.endsWith("end"), Duration.ofSeconds(60));
            }
        }

        static void save(Path file, int who) throws Exception {
            HashCodes codes = codes(who);
            for (int i = 0; i < SAVES; i++) {
                CodeFile.save(codes, file);
            }
        }

        static HashCodes codes(int who) {
            long[] words = new long[5000];
            java.util.Arrays.fill(words, who);
            return HashCodes.of(64, words);
        }
    }

    private List<Process> two(String what, Path file) throws Exception {
        List<Process> two = new ArrayList<>();
        for (int who = 1; who <= 2; who++) {
            two.add(ChildJvm.of(Writing.class, what, file.toString(), String.valueOf(who))
                    .inheritIO()
                    .start());
        }
        return two;
    }

    @Test
    void lines_that_two_processes_append_are_all_there_and_whole() throws Exception {
        Path file = folder.resolve("lines");
        for (Process process : two("lines", file)) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(Files.readAllLines(file))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 2)
                        .boxed()
                        .flatMap(who -> IntStream.range(0, LINES).mapToObj(i -> who + " " + i + " end"))
                        .toList());
    }

    @Test
    void half_a_line_that_a_kill_left_is_removed_and_a_whole_one_is_ended() throws Exception {
        Path file = Files.writeString(folder.resolve("lines"), "1 0 end\n1 1 e");
        Appending.to(file, "2 0 end\n".getBytes(StandardCharsets.UTF_8), l -> l.endsWith("end"), Duration.ZERO);
        assertThat(file).hasContent("1 0 end\n2 0 end\n");
        Files.writeString(file, "1 0 end\n1 1 end");
        Appending.to(file, "2 0 end\n".getBytes(StandardCharsets.UTF_8), l -> l.endsWith("end"), Duration.ZERO);
        assertThat(file).hasContent("1 0 end\n1 1 end\n2 0 end\n");
    }

    @Test
    void a_reader_of_codes_that_two_processes_save_sees_those_of_one_of_them() throws Exception {
        Path file = folder.resolve("all.codes");
        CodeFile.save(Writing.codes(1), file);
        List<Process> two = two("codes", file);
        int read = 0;
        while (two.get(0).isAlive() || two.get(1).isAlive()) {
            HashCodes codes = CodeFile.read(file);
            assertThat(codes).isIn(Writing.codes(1), Writing.codes(2));
            read++;
        }
        assertThat(two.get(0).waitFor() + two.get(1).waitFor()).isZero();
        assertThat(read).isGreaterThan(5);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void what_a_killed_writer_left_is_removed_by_the_next_and_a_planted_link_is_not_followed() throws Exception {
        Path file = folder.resolve("all.codes");
        Path left = Files.writeString(folder.resolve(".all.codes.123-1.part"), "half");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path mine = Files.writeString(folder.resolve("mine.txt"), "dear");
        Path planted = Files.createSymbolicLink(folder.resolve("all.codes.next"), mine);
        CodeFile.save(Writing.codes(1), file);
        assertThat(left).doesNotExist();
        assertThat(mine).hasContent("dear");
        assertThat(planted).isSymbolicLink();
        assertThat(file).isRegularFile();
    }
}
