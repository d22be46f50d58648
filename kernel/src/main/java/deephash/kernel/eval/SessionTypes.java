package deephash.kernel.eval;

import deephash.kernel.eval.processing.AnnotatedTypes;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;

/** The session as annotation processors see it. */
record SessionTypes(JShell shell) implements AnnotatedTypes.Session {

    @Override
    public Stream<String> imports() {
        return shell.imports().map(each -> each.source().strip());
    }

    @Override
    public Map<String, String> types() {
        return shell.types().collect(Collectors.toMap(each -> each.name(), each -> each.source(), (a, b) -> b));
    }
}
