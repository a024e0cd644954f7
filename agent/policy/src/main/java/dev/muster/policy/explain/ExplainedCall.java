package dev.muster.policy.explain;

import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.policy.Place;
import java.util.List;

/**
 * A call, where it was asked about, and why it is decided as it is.
 *
 * @param warnings what did not count in the settings, each with its place
 */
public record ExplainedCall(
    ToolCall call, Place place, Explanation explanation, List<String> warnings) {
  public ExplainedCall {
    warnings = List.copyOf(warnings);
  }
}
