/**
 * The layouts of data sets on disk: folders of classes, lists, CIFAR, IDX, ImageNet and NUS-WIDE.
 * {@link deephash.data.layout.DatasetFormat} tells them apart; each reader makes a
 * {@link deephash.data.layout.Catalog}.
 */
@NullMarked
package deephash.data.layout;

import org.jspecify.annotations.NullMarked;
