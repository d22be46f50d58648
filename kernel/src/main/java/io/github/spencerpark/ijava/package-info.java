/** The names under which notebooks written for IJava find the kernel; each passes on to this kernel's own parts. */
@NullMarked
package io.github.spencerpark.ijava;

import org.jspecify.annotations.NullMarked;
