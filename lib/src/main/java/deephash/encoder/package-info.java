/**
 * Networks that others trained, as embeddings: {@link deephash.encoder.Encoder} reads a TorchScript file (or an ONNX
 * file, with the module {@code deephash-onnx}), brings images to what the network was trained on, and keeps the
 * features on disk; {@link deephash.encoder.StoredFeatures} takes features made elsewhere. Cut to bits, they are
 * hashers.
 */
@NullMarked
package deephash.encoder;

import org.jspecify.annotations.NullMarked;
