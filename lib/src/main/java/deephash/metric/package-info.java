/**
 * Every metric of hashing, from codes and labels alone: {@link deephash.metric.Ranking} (mAP in its four readings,
 * precision and recall by rank and by radius, the nearest neighbour's class), {@link deephash.metric.Collisions},
 * {@link deephash.metric.BitQuality}. Results are plain values; uses the JDK only.
 */
@NullMarked
package deephash.metric;

import org.jspecify.annotations.NullMarked;
