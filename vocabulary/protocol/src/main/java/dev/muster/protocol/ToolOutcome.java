package dev.muster.protocol;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tool call came to.
 *
 * @param content what the model is told
 * @param isError whether the model is told that it failed
 * @param detail the same for programs: the {@code tool_use_result} of stream-json, or {@code null}
 */
public record ToolOutcome(List<ContentBlock> content, boolean isError, @Nullable Json detail) {
  public ToolOutcome {
    content = List.copyOf(content);
  }

  /** A success that is one text. */
  public static ToolOutcome text(String text) {
    return new ToolOutcome(List.of(new ContentBlock.Text(text)), false, null);
  }

  /** A success that is one text, with the same for programs. */
  public static ToolOutcome text(String text, Json detail) {
    return new ToolOutcome(List.of(new ContentBlock.Text(text)), false, detail);
  }

  /** A failure, in words that help the model to do better. */
  public static ToolOutcome error(String text) {
    return new ToolOutcome(List.of(new ContentBlock.Text(text)), true, null);
  }
}
