package dev.muster.policy.cases;

import dev.muster.model.ToolCall;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * One call and what should be decided about it.
 *
 * @param line of the file on which it stands, from 1
 * @param mode {@code null} for the one that the settings begin with
 * @param because a part of the text of the rule that should decide; {@code null} where any may
 * @param cwd the folder in which the call is made, relative to the project
 */
public record Case(
    String name,
    int line,
    ToolCall call,
    @Nullable PermissionMode mode,
    Verdict expect,
    @Nullable String because,
    String cwd) {}
