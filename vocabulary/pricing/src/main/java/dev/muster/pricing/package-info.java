/** What models cost, what they can take, and the most that a request can cost. Pure. */
@NullMarked
package dev.muster.pricing;

import org.jspecify.annotations.NullMarked;
