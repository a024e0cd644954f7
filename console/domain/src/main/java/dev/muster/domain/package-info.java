/** Who may do what and how much is left: principals, keys, budgets, reservations, usage. */
@NullMarked
package dev.muster.domain;

import org.jspecify.annotations.NullMarked;
