/**
 * Encoders in ONNX files, run by ONNX Runtime: {@link deephash.onnx.OnnxFormat} is what {@code Encoder.load("x.onnx")}
 * finds. {@code deephash.onnx.Sessions} keeps the network that was used last, and {@code deephash.onnx.OnnxNetwork}
 * runs it.
 */
@NullMarked
package deephash.onnx;

import org.jspecify.annotations.NullMarked;
