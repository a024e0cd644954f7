/**
 * Who may do what and how much is left: principals, keys, caps, reservations and usage in whole
 * nano-dollars, with the ports behind which the store keeps them.
 */
@NullMarked
package dev.muster.domain;

import org.jspecify.annotations.NullMarked;
