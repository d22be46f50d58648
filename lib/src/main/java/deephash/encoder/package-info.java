/**
 * Networks that others trained, as embeddings: {@link deephash.encoder.Encoder} reads a TorchScript file, brings images to
 * what the network was trained on, and keeps the features on disk; {@link deephash.encoder.StoredFeatures} takes features
 * made elsewhere. Cut to bits, they are hashers.
 */
@NullMarked
package deephash.encoder;

import org.jspecify.annotations.NullMarked;
