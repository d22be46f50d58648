/** What the terminal offers for folders of photos: finding duplicates, and searching with a picture. */
@NullMarked
package deephash.kernel.photos;

import org.jspecify.annotations.NullMarked;
