package deephash.kernel.eval.jshell;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Opens the private parts of JShell. They open where the JVM was started with
 * {@code --add-opens jdk.jshell/jdk.jshell=ALL-UNNAMED} and the JDK has them under these names.
 */
final class PrivateParts {

    private PrivateParts() {}

    /** Why parts could not be opened, in words. */
    static String reason(String part, Throwable e) {
        return part + " (" + e + ")";
    }

    /** A class of JShell by its simple name, such as {@code TaskFactory$Worker}. */
    static Class<?> type(String name) throws ClassNotFoundException {
        return Class.forName("jdk.jshell." + name);
    }

    /** A field of a class or of one above it. */
    static Field field(Class<?> type, String name) throws NoSuchFieldException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(type.getName() + "." + name);
    }

    /** The value of an object's field; never null. */
    static Object value(Object from, String name) throws ReflectiveOperationException {
        Object value = field(from.getClass(), name).get(from);
        if (value == null) {
            throw new NoSuchFieldException(from.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    /** The value of an object's field, which must be of a type. */
    static <T> T value(Object from, String name, Class<T> type) throws ReflectiveOperationException {
        Object value = value(from, name);
        if (!type.isInstance(value)) {
            throw new NoSuchFieldException(from.getClass().getName() + "." + name + " is a " + value.getClass());
        }
        return type.cast(value);
    }

    /** A method of a class or of one above it that accepts these parameters. */
    static Method method(Class<?> type, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            for (Method method : each.getDeclaredMethods()) {
                if (method.getName().equals(name) && accepts(method.getParameterTypes(), parameters)) {
                    method.setAccessible(true);
                    return method;
                }
            }
        }
        throw new NoSuchMethodException(type.getName() + "." + name);
    }

    private static boolean accepts(Class<?>[] declared, Class<?>[] given) {
        if (declared.length != given.length) {
            return false;
        }
        for (int i = 0; i < declared.length; i++) {
            if (!declared[i].isAssignableFrom(given[i])) {
                return false;
            }
        }
        return true;
    }

    /** Calls a method that returns an object; a {@code RuntimeException} that it throws is passed on unchanged. */
    static Object call(Method method, @Nullable Object on, @Nullable Object... arguments)
            throws ReflectiveOperationException {
        try {
            Object returned = method.invoke(on, arguments);
            if (returned == null) {
                throw new NoSuchMethodException(method + " returned nothing");
            }
            return returned;
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
