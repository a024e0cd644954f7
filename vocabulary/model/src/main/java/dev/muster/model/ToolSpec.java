package dev.muster.model;

import dev.muster.json.Json;

/**
 * What the model is told of a tool.
 *
 * @param description Markdown that the model reads
 * @param inputSchema JSON Schema of the tool's input
 */
public record ToolSpec(String name, String description, Json.Obj inputSchema) {}
