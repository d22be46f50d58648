/**
 * The networks, one DJL block a file: what a convolution, SimAM or a transformer computes, with its shapes and its
 * source. Images are given as (batch, height · width, channels) in the order of {@link
 * deephash.model.block.QuadOrder}, in which the four pixels of every 2×2 window lie side by side. A 2×2 convolution
 * of stride 2 is then one matrix product without any copying, and so is its transposed twin.
 */
@NullMarked
package deephash.model.block;

import org.jspecify.annotations.NullMarked;
