/**
 * The copy hash: a small network, trained on pairs of views of one picture, whose codes stay close when a picture is
 * cropped, turned, framed, written on or recoloured. One such network is bundled; others are trained on one's own
 * photos.
 */
@NullMarked
package deephash.copy;

import org.jspecify.annotations.NullMarked;
