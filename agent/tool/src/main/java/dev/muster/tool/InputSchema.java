package dev.muster.tool;

import dev.muster.json.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the JSON Schema (draft 2020-12) of a tool's input: an object without other members than
 * those named. For use by one thread.
 */
public final class InputSchema {

  private final Json.Builder properties = Json.Obj.builder();
  private final List<String> required = new ArrayList<>();

  /** Adds a member that must be there. */
  public InputSchema required(String name, Json.Obj schema) {
    required.add(name);
    return optional(name, schema);
  }

  /** Adds a member that may be there. */
  public InputSchema optional(String name, Json.Obj schema) {
    properties.put(name, schema);
    return this;
  }

  /** The schema. */
  public Json.Obj build() {
    return Json.Obj.builder()
        .put("$schema", "https://json-schema.org/draft/2020-12/schema")
        .put("type", "object")
        .put("properties", properties.build())
        .put("required", required.isEmpty() ? null : Json.strings(required))
        .put("additionalProperties", false)
        .build();
  }

  /** The schema of a value of that JSON type. */
  public static Json.Obj of(String type, String description) {
    return Json.Obj.builder().put("type", type).put("description", description).build();
  }

  /** The schema of a text that is one of a few. */
  public static Json.Obj choice(List<String> choices, String description) {
    return of("string", description).with("enum", Json.strings(choices));
  }
}
