/**
 * What a user looks at: tables (Tablesaw), charts (XChart) and strips of images. The only place that names those
 * libraries; the kernel asks {@link deephash.view.View#of} how to show a value.
 */
@NullMarked
package deephash.view;

import org.jspecify.annotations.NullMarked;
