/**
 * Many runs that become one table: {@link deephash.study.Study} trains and scores every combination that is asked for,
 * keeps what it has when it is stopped, and goes on from there.
 */
@NullMarked
package deephash.study;

import org.jspecify.annotations.NullMarked;
