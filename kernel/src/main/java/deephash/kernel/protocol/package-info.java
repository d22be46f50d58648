/**
 * The Jupyter messaging protocol, version 5: the sockets, the requests a kernel answers, and the order of what it
 * publishes. Protocol types that users and extensions see (comms, display data) are those of jjava-jupyter; channels
 * and dispatch are our own, since its channels poll and its dispatch runs one request at a time.
 */
@NullMarked
package deephash.kernel.protocol;

import org.jspecify.annotations.NullMarked;
