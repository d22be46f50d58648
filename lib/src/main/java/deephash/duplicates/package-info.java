/**
 * Finds the same picture in folders of photos: {@link deephash.duplicates.PhotoIndex} keeps the codes of all files and
 * notices what has changed, {@link deephash.duplicates.Duplicates} groups what matches, with the chance that a match is
 * wrong. Nothing here deletes a file.
 */
@NullMarked
package deephash.duplicates;

import org.jspecify.annotations.NullMarked;
