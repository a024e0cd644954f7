/** What a policy would decide, without anything running: for people, for CI and for programs. */
@NullMarked
package dev.muster.policy;

import org.jspecify.annotations.NullMarked;
