/**
 * Messages on ZeroMQ sockets: their frames and signatures, the sockets of a connection, and the queue of what is sent.
 */
@NullMarked
package deephash.kernel.protocol.wire;

import org.jspecify.annotations.NullMarked;
