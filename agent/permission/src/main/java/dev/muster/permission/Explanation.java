package dev.muster.permission;

import dev.muster.protocol.Decided;
import dev.muster.protocol.PermissionMode;

/**
 * Why a call is decided as it is. Immutable.
 *
 * <p>The decision is made of nothing else: {@link PolicyEngine#decide} makes this tree and tells
 * its root.
 *
 * @param decided what is decided before anybody was asked
 * @param finding about the whole call, with everything from which it follows; where it leaves
 *     something to the mode, the verdict is the mode's
 */
public record Explanation(PermissionMode mode, Decided decided, Finding finding) {}
