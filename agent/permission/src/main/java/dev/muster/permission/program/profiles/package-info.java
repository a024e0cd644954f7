/**
 * What is known of programs, as texts in the language of {@code docs/profiles.md}.
 *
 * <p>Nothing but data. The texts are in classes because a decision may not wait for files of their
 * own to be found in the jar.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.permission.program.profiles;
