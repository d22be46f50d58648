package deephash.kernel.magic;

/** What a line such as {@code %jars libs/*.jar} becomes; not for users, who write the line. */
public final class MagicLine {

    private MagicLine() {}

    /** Runs a magic that is a line; the type of its value is the caller's word. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // List<String> added = %jars ...
    public static <T> T run(String name, String arguments) throws Exception {
        return (T) MagicCalls.line(name, arguments);
    }
}
