/** Text for terminals: safe, coloured where that is wanted, within a width. */
@NullMarked
package dev.muster.policy.view;

import org.jspecify.annotations.NullMarked;
