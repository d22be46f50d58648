/** The Java agent: lets the evaluator change classes that are loaded, so that their values survive. */
@NullMarked
package deephash.kernel.agent;

import org.jspecify.annotations.NullMarked;
