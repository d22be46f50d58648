/**
 * The native engine below the networks: where and how they are computed, which library is loaded, operators that DJL
 * has no call for, seeded draws, and the learned numbers of a network on the heap. It knows no block and no model.
 */
@NullMarked
package deephash.model.engine;

import org.jspecify.annotations.NullMarked;
