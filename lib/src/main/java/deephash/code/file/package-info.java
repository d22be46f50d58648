/**
 * Codes in files: binary, CSV, NumPy and FAISS. {@link deephash.code.file.CodeFile} chooses the format by the name of
 * the file.
 */
@NullMarked
package deephash.code.file;

import org.jspecify.annotations.NullMarked;
