package deephash.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deephash.ChildJvm;
import deephash.code.Labels;
import deephash.data.Split;
import deephash.data.image.Images;
import deephash.data.pixel.Pixels;
import deephash.file.InUseException;
import deephash.hash.Threshold;
import deephash.model.block.Normalisation;
import deephash.model.block.Upsampling;
import deephash.model.engine.Weights;
import deephash.train.Checkpoints;
import deephash.train.TrainOptions;
import deephash.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedModelTest {

    @TempDir
    Path folder;

    /** Grey ramps, each steeper than the last. */
    private record Ramps(int size, Pixels pixels) implements Images {
        @Override
        public String name(int index) {
            return "ramp " + index;
        }

        @Override
        public void read(int index, byte[] to, int offset) {
            for (int i = 0; i < pixels.count(); i++) {
                to[offset + i] = (byte) (i * (index + 1) % 256);
            }
        }
    }

    private static final Split SPLIT =
            new Split("train", new Ramps(32, Pixels.grey(16)), Labels.single(List.of("ramp"), new int[32]));

    private static final TrainOptions OPTIONS =
            TrainOptions.options().bits(8).epochs(1).threshold(Threshold.ITQ);

    static List<Architecture> architectures() {
        return List.of(
                Architecture.CSVAE.channels(4, 8),
                Architecture.CVAE.channels(4).normalisation(Normalisation.LAYER).upsampling(Upsampling.INTERPOLATED),
                Architecture.VAE.layers(2),
                Architecture.VTE.width(8).heads(2).depth(1));
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void a_model_comes_back_as_it_was(Architecture architecture) {
        HashModel model = Trainer.train(architecture, SPLIT, OPTIONS);
        model.save(folder.resolve("model"));
        HashModel loaded = HashModel.load(folder.resolve("model"));
        assertThat(loaded.architecture()).isEqualTo(architecture);
        assertThat(loaded.hash(SPLIT.images())).isEqualTo(model.hash(SPLIT.images()));
        assertThat(loaded.history()).isEqualTo(model.history());
        assertThat(loaded.binarizer()).isEqualTo(model.binarizer());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.likelihood()).isEqualTo(model.likelihood());
        assertThat(Trainer.optionsOf(loaded)).isEqualTo(OPTIONS);
        assertThat(loaded).hasToString(model.toString());
    }

    @Test
    void a_model_saved_before_normalisation_and_upsampling_were_fields_has_the_ones_of_then() throws IOException {
        Path place = saved();
        Path json = place.resolve("model.json");
        String older = Files.readString(json)
                .replaceAll(",\\s*\"normalisation\": \"NONE\"", "")
                .replaceAll(",\\s*\"upsampling\": \"TRANSPOSED\"", "")
                .replaceAll(",\\s*\"sha256\": \"[0-9a-f]+\"", "")
                .replaceAll(
                        "\"files_sha256\": \\{\\s*\"weights.safetensors\": (\"[0-9a-f]+\")\\s*}",
                        "\"weights_sha256\": $1");
        assertThat(older)
                .doesNotContain("normalisation", "upsampling", "sha256\": {")
                .contains("weights_sha256");
        Files.writeString(json, older);
        assertThat(HashModel.load(place).architecture()).isEqualTo(Architecture.CVAE.channels(4));
    }

    @Test
    void a_reader_of_a_model_that_is_saved_all_the_time_sees_one_save() throws Exception {
        Path place = saved();
        HashModel one = HashModel.load(place);
        HashModel other = Trainer.untrained(Architecture.CVAE.channels(4), SPLIT, OPTIONS.seed(9));
        AtomicBoolean ended = new AtomicBoolean();
        Thread saver = new Thread(() -> {
            for (int i = 0; !ended.get(); i++) {
                (i % 2 == 0 ? other : one).save(place);
            }
        });
        saver.start();
        try {
            for (int i = 0; i < 50; i++) {
                assertThat(HashModel.load(place).provenance()).isIn(one.provenance(), other.provenance());
            }
        } finally {
            ended.set(true);
            saver.join();
        }
    }

    private Path saved() {
        Path place = folder.resolve("model");
        Trainer.untrained(Architecture.CVAE.channels(4), SPLIT, OPTIONS).save(place);
        return place;
    }

    @Test
    void saving_again_replaces_the_model_but_never_other_files() throws IOException {
        Path place = saved();
        saved();
        assertThat(HashModel.load(place).bits()).isEqualTo(8);
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/letter.txt"), "dear");
        HashModel model = HashModel.load(place);
        assertThatThrownBy(() -> model.save(folder.resolve("mine"))).hasMessageContaining("no model");
        assertThat(folder.resolve("mine/letter.txt")).exists();
        Files.writeString(place.resolve("notes.txt"), "dear");
        saved();
        assertThat(place.resolve("notes.txt")).hasContent("dear");
        try (var left = Files.list(folder)) {
            assertThat(left).extracting(p -> p.getFileName().toString()).containsExactlyInAnyOrder("model", "mine");
        }
    }

    @Test
    void another_programs_model_json_is_never_replaced() throws IOException {
        HashModel model = HashModel.load(saved());
        Path theirs = Files.createDirectories(folder.resolve("theirs"));
        for (String json : List.of("{\"format\": \"layers-model\", \"weightsManifest\": []}", "[1, 2]", "no json")) {
            Files.writeString(theirs.resolve("model.json"), json);
            Files.writeString(theirs.resolve("group1-shard1of1.bin"), "w");
            assertThatThrownBy(() -> model.save(theirs))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("not a model of this library")
                    .hasMessageContaining("Name a new folder");
            assertThat(theirs.resolve("model.json")).hasContent(json);
            try (var left = Files.list(theirs)) {
                assertThat(left).hasSize(2);
            }
        }
    }

    @Test
    void folders_inside_a_model_survive_saving_it_again() throws IOException {
        Path place = saved();
        Files.createDirectories(place.resolve(".ipynb_checkpoints/more"));
        Files.writeString(place.resolve(".ipynb_checkpoints/more/x.txt"), "x");
        saved();
        saved();
        assertThat(HashModel.load(place).bits()).isEqualTo(8);
        assertThat(place.resolve(".ipynb_checkpoints/more/x.txt")).hasContent("x");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(place);
        }
    }

    @Test
    void a_model_saved_through_a_symbolic_link_lies_where_the_link_leads() throws IOException {
        Path disk = Files.createDirectories(folder.resolve("large disk/model"));
        Path link = Files.createSymbolicLink(folder.resolve("model"), disk);
        saved();
        saved();
        assertThat(link).isSymbolicLink();
        assertThat(HashModel.load(disk).bits()).isEqualTo(8);
    }

    @Test
    void a_model_that_was_deleted_stays_deleted() throws IOException {
        Path place = saved();
        saved();
        Files.move(place, folder.resolve(".model.old"));
        assertThat(ModelFolder.exists(place)).isFalse();
        assertThatThrownBy(() -> HashModel.load(place)).hasMessageContaining("model.json is missing");
    }

    @Test
    void a_save_that_was_killed_leaves_the_model_before_or_the_model_after() throws IOException {
        Path place = saved();
        HashModel after = Trainer.untrained(Architecture.CVAE.channels(6), SPLIT, OPTIONS);
        after.save(folder.resolve("other"));
        Path other = folder.resolve("other");
        // killed while writing
        Path saving = Files.createDirectories(place.resolve(".deephash-saving"));
        Files.copy(other.resolve("weights.safetensors"), saving.resolve("weights.safetensors"));
        assertThat(HashModel.load(place).architecture()).isEqualTo(Architecture.CVAE.channels(4));
        // killed while moving
        Path moving = Files.move(saving, place.resolve(".deephash-saved"));
        Files.move(
                moving.resolve("weights.safetensors"),
                place.resolve("weights.safetensors"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.copy(other.resolve("model.json"), moving.resolve("model.json"));
        assertThat(HashModel.load(place).architecture()).isEqualTo(Architecture.CVAE.channels(6));
        saved();
        assertThat(HashModel.load(place).architecture()).isEqualTo(Architecture.CVAE.channels(4));
        assertThat(moving).doesNotExist();
    }

    @Test
    void a_save_that_fails_leaves_nothing() throws IOException {
        HashModel model = HashModel.load(saved());
        Path place = folder.resolve("new");
        assertThatThrownBy(() -> ModelFolder.save(model, place, Map.of("no/such.safetensors", model.weights())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(place.toString());
        assertThat(place).doesNotExist();
    }

    @Test
    void a_folder_in_which_another_process_trains_is_refused_with_its_number() throws Exception {
        HashModel model = HashModel.load(saved());
        Path place = Files.createDirectories(folder.resolve("busy"));
        Process child = ChildJvm.of(Holding.class, place.toString()).start();
        try {
            assertThat(child.getInputStream().read()).isEqualTo('!');
            assertThatThrownBy(() -> Checkpoints.in(place).train(Architecture.CVAE.channels(4), SPLIT, OPTIONS))
                    .isInstanceOf(InUseException.class)
                    .hasMessageContaining(place.toString())
                    .hasMessageContaining("process " + child.pid() + " (training CVAE)")
                    .hasMessageContaining("name another folder");
        } finally {
            child.destroyForcibly().waitFor();
        }
        model.save(place);
        assertThat(HashModel.load(place).bits()).isEqualTo(8);
    }

    /** Holds a folder as a training does, until it is killed. */
    public static final class Holding {
        private Holding() {}

        public static void main(String[] args) throws Exception {
            ModelFolder.claim(Path.of(args[0]), "training CVAE");
            System.out.write('!');
            System.out.flush();
            Thread.sleep(600_000);
        }
    }

    @Test
    void any_changed_byte_of_a_description_is_noticed() throws IOException {
        Path place = saved();
        Path json = place.resolve("model.json");
        byte[] bytes = Files.readAllBytes(json);
        String before = HashModel.load(place).toString();
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(7));
            Files.write(json, damaged);
            try {
                // a blank may be another blank
                assertThat(HashModel.load(place)).hasToString(before);
            } catch (ModelFormatException expected) {
                assertThat(expected).hasMessageContaining("model");
            }
        }
    }

    @Test
    void weights_that_are_no_numbers_are_refused() throws IOException {
        HashModel model = HashModel.load(saved());
        Map<String, Weights.Tensor> tensors =
                new LinkedHashMap<>(model.weights().tensors());
        var first = tensors.entrySet().iterator().next();
        float[] values = first.getValue().values().clone();
        values[0] = Float.NaN;
        tensors.put(first.getKey(), new Weights.Tensor(first.getValue().shape(), values));
        new HashModel(
                        model.architecture(),
                        model.pixels(),
                        model.bits(),
                        model.likelihood(),
                        new Weights(tensors),
                        model.binarizer(),
                        model.history(),
                        model.ending(),
                        model.provenance())
                .save(folder.resolve("nan"));
        assertThatThrownBy(() -> HashModel.load(folder.resolve("nan")))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("holds NaN");
    }

    @Test
    void damaged_weights_are_refused() throws IOException {
        Path place = saved();
        Path weights = place.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[bytes.length - 3] ^= 1;
        Files.write(weights, bytes);
        assertThatThrownBy(() -> HashModel.load(place))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("SHA-256");
        Files.delete(weights);
        assertThatThrownBy(() -> HashModel.load(place)).hasMessageContaining("weights.safetensors is missing");
    }

    @Test
    void a_damaged_a_newer_and_a_foreign_description_are_refused_with_the_reason() throws IOException {
        Path place = saved();
        Path json = place.resolve("model.json");
        String text = Files.readString(json).replaceAll(",\\s*\"sha256\": \"[0-9a-f]+\"", "");
        Files.writeString(json, text.replace("\"version\": 1", "\"version\": 7"));
        assertThatThrownBy(() -> HashModel.load(place))
                .hasMessageContaining("newer")
                .hasMessageContaining("7");
        Files.writeString(json, text.substring(0, text.length() / 2));
        assertThatThrownBy(() -> HashModel.load(place)).isInstanceOf(ModelFormatException.class);
        Files.writeString(json, text.replace("\"kind\": \"cvae\"", "\"kind\": \"gan\""));
        assertThatThrownBy(() -> HashModel.load(place)).hasMessageContaining("\"gan\"");
        Files.writeString(json, text.replace("\"bits\": 8", "\"bits\": 9"));
        assertThatThrownBy(() -> HashModel.load(place)).isInstanceOf(RuntimeException.class);
        Files.writeString(json, "{}");
        assertThatThrownBy(() -> HashModel.load(place)).hasMessageContaining("no model of this library");
        assertThatThrownBy(() -> HashModel.load(folder.resolve("nowhere")))
                .hasMessageContaining("model.json is missing");
    }

    @Test
    void a_tensor_file_that_lies_about_its_size_is_refused() throws IOException {
        Path file = folder.resolve("x.safetensors");
        Files.write(file, headed("{'a':{'dtype':'F32','shape':[1000000],'data_offsets':[0,4000000]}}"));
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("does not fit");
        Files.write(file, new byte[] {-1, -1, -1, -1, -1, -1, -1, 127, 0});
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("header");
        Files.write(file, new byte[3]);
        assertThatThrownBy(() -> Safetensors.read(file)).hasMessageContaining("ends too early");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}}",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]},'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}",
                "{'a':{'dtype':'F32','shape':[4611686018427387907],'data_offsets':[0,12]}}"
            })
    void tensors_that_overlap_leave_gaps_repeat_or_overflow_are_refused(String header) throws IOException {
        Path file = folder.resolve("x.safetensors");
        byte[] head = headed(header);
        Files.write(file, java.util.Arrays.copyOf(head, head.length + 12));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("x.safetensors is damaged");
    }

    /** The start of a tensor file with this header, apostrophes for quotation marks. */
    private static byte[] headed(String header) {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[8 + json.length];
        bytes[0] = (byte) json.length;
        bytes[1] = (byte) (json.length >> 8);
        System.arraycopy(json, 0, bytes, 8, json.length);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':{'dtype':'F32','shape':[0],'data_offsets':[]}}",
                "{'a':{'dtype':'F32','shape':7,'data_offsets':[0,0]}}",
                "{'a':{'dtype':'F32','shape':[0],'data_offsets':{}}}",
                "{'a':{'dtype':['F32','F32'],'shape':[0],'data_offsets':[0,0]}}",
                "{'a':{'dtype':'F32','shape':['x'],'data_offsets':[0,0]}}",
                "{'a':{'dtype':'F32','shape':[0],'data_offsets':[9223372036854775807,9223372036854775807]}}",
                "{'a':[]}",
                "{'a':{}}",
                "[1,2]",
                "{'a"
            })
    void a_tensor_file_with_a_damaged_header_is_refused_as_damaged(String header) throws IOException {
        Path file = folder.resolve("x.safetensors");
        Files.write(file, headed(header));
        assertThatThrownBy(() -> Safetensors.read(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("x.safetensors is damaged");
    }
}
