package deephash.kernel.install;

import java.util.List;

/** The JVM options of every DeepHash process. */
final class JvmOptions {

    /** The options that are the same everywhere. */
    static final List<String> FIXED = List.of(
            // Charts and images are drawn to files, never to a window.
            "-Djava.awt.headless=true",
            // Everything comes from the class path: no download, no telemetry, no query of cloud metadata.
            "-Dai.djl.offline=true",
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            "-Dfile.encoding=UTF-8",
            // The kernel hands JShell the library's sources, for Javadoc.
            "--add-opens=jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "--enable-native-access=ALL-UNNAMED",
            // A kernel starts and waits for its user: the optimizing compiler takes up what is still hot some
            // time later, and leaves the processor to the start and the first cells.
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=150000",
            "-XX:Tier4BackEdgeThreshold=400000",
            // The agent that redefines classes of cells is attached when it is first needed.
            "-Djdk.attach.allowAttachSelf=true",
            "-XX:+EnableDynamicAgentLoading");

    private JvmOptions() {}
}
