package deephash.study;

import java.lang.reflect.RecordComponent;

/** Reads records component by component. */
final class Records {

    private Records() {}

    /** The value of a component of a record. */
    static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record can always be read.", e);
        }
    }
}
