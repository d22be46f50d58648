package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;

/** What JShell keeps to itself, where the kernel was started so that it can be reached. */
public final class Inside {

    private Inside() {}

    /** The value of a field of an object's class or of one above it; never null. */
    public static Object field(Object from, String name) throws ReflectiveOperationException {
        for (Class<?> type = from.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                Object value = field.get(from);
                if (value == null) {
                    throw new NoSuchFieldException(name + " is null");
                }
                return value;
            } catch (NoSuchFieldException e) {
                if (type.getSuperclass() == null) {
                    throw e;
                }
            }
        }
        throw new NoSuchFieldException(name);
    }
}
