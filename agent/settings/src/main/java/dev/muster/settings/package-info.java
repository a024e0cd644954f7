/**
 * Pure composition of settings sources into one immutable Settings that knows where every value was
 * written.
 */
@NullMarked
package dev.muster.settings;

import org.jspecify.annotations.NullMarked;
