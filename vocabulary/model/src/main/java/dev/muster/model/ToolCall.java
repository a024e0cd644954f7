package dev.muster.model;

import dev.muster.json.Json;

/**
 * A call of a tool that a model asks for.
 *
 * @param id the model's id of the call, which the result must repeat
 */
public record ToolCall(String id, String name, Json.Obj input) {}
