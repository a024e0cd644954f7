package dev.muster.model;

import dev.muster.json.Json;
import java.util.List;

/**
 * One part of a message, after the content blocks of Anthropic's Messages API.
 *
 * <p>Blocks that a model sent go back to it unchanged: thinking keeps its signature, and a kind
 * that is not known here is kept whole as {@link Other}.
 */
public sealed interface ContentBlock {

  /** Plain text. */
  record Text(String text) implements ContentBlock {}

  /** A picture, its bytes in base64. */
  record Image(String mediaType, String base64) implements ContentBlock {}

  /** A document that the model reads natively (a PDF), its bytes in base64. */
  record Document(String mediaType, String base64, String title) implements ContentBlock {}

  /** A request of the model to run a tool. */
  record ToolUse(String id, String name, Json.Obj input) implements ContentBlock {}

  /** What a tool answered. */
  record ToolResult(String toolUseId, List<ContentBlock> content, boolean isError)
      implements ContentBlock {
    public ToolResult {
      content = List.copyOf(content);
    }
  }

  /** The model's reasoning, with the signature that makes it valid when it is sent back. */
  record Thinking(String thinking, String signature) implements ContentBlock {}

  /** Reasoning that the provider keeps encrypted. */
  record RedactedThinking(String data) implements ContentBlock {}

  /** A block of a kind not modelled here, kept whole. */
  record Other(Json.Obj raw) implements ContentBlock {}
}
