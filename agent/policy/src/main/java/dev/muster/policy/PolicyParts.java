package dev.muster.policy;

import dev.muster.protocol.PathFacts;
import dev.muster.tool.ToolRegistry;
import java.util.function.Supplier;

/**
 * What decisions without a session are made with.
 *
 * @param tools the tools that sessions have; asked for when the first call of one other than Bash
 *     is decided
 */
public record PolicyParts(PathFacts facts, EngineMaker engines, Supplier<ToolRegistry> tools) {}
