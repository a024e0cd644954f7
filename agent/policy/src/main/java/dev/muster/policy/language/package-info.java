/** Sets of texts given by patterns, compared as sets and not by samples. */
@NullMarked
package dev.muster.policy.language;

import org.jspecify.annotations.NullMarked;
