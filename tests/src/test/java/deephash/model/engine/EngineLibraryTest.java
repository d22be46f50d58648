package deephash.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another PyTorch than the bundled one, as far as that can be seen without one. */
final class EngineLibraryTest {

    private static final String FITS = "2.7.1";

    @TempDir
    Path root;

    @Test
    void theFolderOfPythonsPyTorchWithCudaIsEnough() throws IOException {
        Path lib = torch(FITS + "+cu126", "libtorch.so", "libtorch_cuda.so");
        Path runtime = Files.createDirectories(root.resolve("nvidia/cuda_runtime/lib"));

        assertThat(EngineLibrary.settings(lib, name -> null))
                .isEqualTo(Map.of(
                        "PYTORCH_VERSION", FITS, "PYTORCH_FLAVOR", "cu128", "jna.library.path", runtime.toString()));
    }

    @Test
    void aLibraryForCpusIsTakenAsSuch() throws IOException {
        assertThat(EngineLibrary.settings(torch(FITS, "libtorch.dylib"), name -> null))
                .isEqualTo(Map.of("PYTORCH_VERSION", FITS, "PYTORCH_FLAVOR", "cpu"));
    }

    @Test
    void anotherVersionIsRefusedUnlessAskedForByItsName() throws IOException {
        Path lib = torch("2.11.0+cu130", "libtorch.so");

        assertThatThrownBy(() -> EngineLibrary.settings(lib, name -> null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PyTorch 2.11.0")
                .hasMessageContaining("pip install torch==" + FITS);
        assertThat(EngineLibrary.settings(lib, Map.of("PYTORCH_VERSION", "2.7.1")::get))
                .containsEntry("PYTORCH_FLAVOR", "cpu");
    }

    @Test
    void aFolderWithoutALibraryIsRefused() {
        assertThatThrownBy(() -> EngineLibrary.settings(root, name -> null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PYTORCH_LIBRARY_PATH is " + root)
                .hasMessageContaining("there is no libtorch");
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNamedWithTheReason() {
        Throwable driver = new UnsatisfiedLinkError("libcaffe2_nvrtc.so: libcuda.so.1: cannot open shared object file");
        assertThat(EngineLibrary.notLoaded("/gpu/lib", new IllegalStateException("Failed to load", driver)))
                .hasMessageContaining("PYTORCH_LIBRARY_PATH is /gpu/lib")
                .hasMessageContaining("libcuda.so.1: cannot open")
                .hasMessageContaining("NVIDIA's driver, which this machine lacks")
                .hasMessageEndingWith("Leave the variable out to use the bundled CPU library.")
                .hasRootCause(driver);
        assertThat(EngineLibrary.notLoaded("/gpu/lib", new IllegalStateException("file too short")))
                .hasMessageContaining("cannot be loaded: file too short. Leave")
                .hasMessageNotContaining("NVIDIA");
    }

    @Test
    void whyAGpuIsNotUsedDependsOnTheLibrary() {
        assertThat(EngineLibrary.why(true)).contains("built for CPUs", "On a GPU");
        assertThat(EngineLibrary.why(false)).contains("nvidia-smi", "CUDA_VISIBLE_DEVICES", "libcudart");
    }

    /** A folder laid out as Python's package. */
    private Path torch(String version, String... libraries) throws IOException {
        Path lib = Files.createDirectories(root.resolve("torch/lib"));
        for (String library : libraries) {
            Files.createFile(lib.resolve(library));
        }
        Files.writeString(lib.resolveSibling("version.py"), "__version__ = '" + version + "'\ndebug = False\n");
        return lib;
    }
}
