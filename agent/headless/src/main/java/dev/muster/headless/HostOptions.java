package dev.muster.headless;

import dev.muster.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a host asks of the session when it introduces itself, beside the command line.
 *
 * @param systemPrompt stands in place of the built-in system prompt; an empty text leaves only what
 *     the agent cannot do without. {@code null} keeps the built-in one. The Agent SDK sends an
 *     empty text unless its user asks for the preset
 * @param appendSystemPrompt goes at the end of the system prompt, or {@code null}
 * @param jsonSchema what the structured answer must match, or {@code null}
 */
public record HostOptions(
    @Nullable String systemPrompt,
    @Nullable String appendSystemPrompt,
    Json.@Nullable Obj jsonSchema) {

  /** No wishes. */
  public static final HostOptions NONE = new HostOptions(null, null, null);
}
