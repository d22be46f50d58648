/**
 * How values are shown: tables by Tablesaw, charts by XChart. The only place that names those libraries; the kernel
 * asks {@link deephash.view.Views#of} how to show a value. Models, training and studies do not know this package.
 */
@NullMarked
package deephash.view;

import org.jspecify.annotations.NullMarked;
