/**
 * Which folders the person trusts: the one place that reads and changes {@code .claude.json}, the
 * file that teams already have.
 */
@NullMarked
package dev.muster.trust;

import org.jspecify.annotations.NullMarked;
