package dev.muster.model;

import dev.muster.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request to a model, whatever the provider.
 *
 * @param model the full model id, as it goes on the wire
 * @param system texts of the system prompt, the stable ones first
 * @param messages alternating, starting with the user; every tool result answers a tool use of the
 *     message before it
 * @param maxTokens the most output tokens wanted, positive
 * @param cache with a policy other than {@link CachePolicy#OFF}, the codec marks the end of the
 *     system prompt and the last block of the last two user messages as cache breakpoints
 * @param effort the provider's effort level, or {@code null} for its default
 * @param userId an opaque id of the user for the provider's abuse detection, or {@code null}
 * @param forcedTool the one tool that must be called, or {@code null}
 * @param extraBody members added to the body as they are; they never replace one set above
 */
public record ModelRequest(
    String model,
    List<String> system,
    List<ToolSpec> tools,
    List<Message> messages,
    long maxTokens,
    ThinkingMode thinking,
    CachePolicy cache,
    @Nullable String effort,
    @Nullable String userId,
    @Nullable String forcedTool,
    Json.Obj extraBody) {

  public ModelRequest {
    if (maxTokens <= 0) {
      throw new IllegalArgumentException("maxTokens must be positive");
    }
    system = List.copyOf(system);
    tools = List.copyOf(tools);
    messages = List.copyOf(messages);
  }

  /** This request for another model. */
  public ModelRequest withModel(String other) {
    return new ModelRequest(
        other,
        system,
        tools,
        messages,
        maxTokens,
        thinking,
        cache,
        effort,
        userId,
        forcedTool,
        extraBody);
  }

  /** This request with another limit of output tokens. */
  public ModelRequest withMaxTokens(long tokens) {
    return new ModelRequest(
        model,
        system,
        tools,
        messages,
        tokens,
        thinking,
        cache,
        effort,
        userId,
        forcedTool,
        extraBody);
  }
}
