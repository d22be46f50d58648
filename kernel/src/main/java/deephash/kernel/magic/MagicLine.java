package deephash.kernel.magic;

/** The call into which a line such as {@code %jars libs/*.jar} is translated. */
public final class MagicLine {

    private MagicLine() {}

    /** Runs a line magic. The caller chooses the type of the value; it is not checked. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // List<String> added = %jars ...
    public static <T> T run(String name, String arguments) throws Exception {
        return (T) MagicCalls.line(name, arguments);
    }
}
