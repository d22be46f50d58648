package deephash.kernel.eval.jshell;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The whole names of types, as a cell can write them. */
public final class TypeNames {

    private TypeNames() {}

    /** The type in Java, as {@code java.util.List<java.lang.Integer>}; empty if it has no name. */
    public static Optional<String> of(Type type) {
        if (type instanceof Class<?> raw) {
            return Optional.ofNullable(raw.getCanonicalName()).map(CellClass::plain);
        }
        if (type instanceof GenericArrayType array) {
            return of(array.getGenericComponentType()).map(element -> element + "[]");
        }
        if (type instanceof WildcardType wildcard) {
            return ofWildcard(wildcard);
        }
        // Type arguments of an outer class are left out; where they matter, the compiler refuses the name.
        return type instanceof ParameterizedType generic
                ? of(generic.getRawType()).flatMap(raw -> arguments(generic).map(all -> raw + "<" + all + ">"))
                : Optional.empty();
    }

    private static Optional<String> arguments(ParameterizedType generic) {
        List<String> all = new ArrayList<>();
        for (Type each : generic.getActualTypeArguments()) {
            of(each).ifPresent(all::add);
        }
        return all.size() == generic.getActualTypeArguments().length
                ? Optional.of(String.join(", ", all))
                : Optional.empty();
    }

    private static Optional<String> ofWildcard(WildcardType wildcard) {
        if (wildcard.getLowerBounds().length > 0) {
            return of(wildcard.getLowerBounds()[0]).map(bound -> "? super " + bound);
        }
        return of(wildcard.getUpperBounds()[0]).map(bound -> "? extends " + bound);
    }

    /** Whether it is, or has as an argument, a class of a cell that has replaced an earlier form of itself. */
    public static boolean namesNewForm(Type type) {
        return CellClass.mentionsNewForm(type.getTypeName());
    }

    /** Whether it is, or has as an argument, a class of a cell with one of these names. */
    public static boolean namesAny(Type type, Set<String> names) {
        return CellClass.mentionedIn(type.getTypeName()).stream().anyMatch(names::contains);
    }
}
