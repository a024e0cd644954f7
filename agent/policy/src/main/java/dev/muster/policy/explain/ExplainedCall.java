package dev.muster.policy.explain;

import dev.muster.model.ToolCall;
import dev.muster.permission.Explanation;
import dev.muster.policy.Place;
import dev.muster.protocol.Question;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call, where it was asked about, and why it is decided as it is.
 *
 * @param question what a person would be asked; {@code null} where nobody would be
 * @param warnings what did not count in the settings, each with its place
 */
public record ExplainedCall(
    ToolCall call,
    Place place,
    Explanation explanation,
    @Nullable Question question,
    List<String> warnings) {
  public ExplainedCall {
    warnings = List.copyOf(warnings);
  }
}
