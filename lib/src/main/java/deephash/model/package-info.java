/**
 * What to build and what was trained: {@link deephash.model.Architecture} is a recipe without weights,
 * {@link deephash.model.HashModel} a trained network, which is a hasher. Results are plain heap data; native memory
 * is taken and given back inside each call.
 */
@NullMarked
package deephash.model;

import org.jspecify.annotations.NullMarked;
