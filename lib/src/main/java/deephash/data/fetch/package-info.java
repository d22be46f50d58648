/** How data sets get onto this computer: downloads that can be stopped and go on, and archives unpacked safely. */
@NullMarked
package deephash.data.fetch;

import org.jspecify.annotations.NullMarked;
