package dev.muster.server.config;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.server.config.Shape.Field;
import dev.muster.server.config.Shape.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the configuration's shape as a JSON Schema (draft 2020-12) for editors. */
public final class Schema {

  private Schema() {}

  /** The schema, indented, with a last newline. */
  public static String text() {
    Json.Obj file = of(ConfigShape.file());
    Json.Builder schema =
        Json.Obj.builder()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema")
            .put("title", "Muster console");
    file.members().forEach(schema::put);
    return JsonWriter.pretty(schema.build());
  }

  private static Json.Obj of(Shape shape) {
    Json.Builder schema = Json.Obj.builder().put("description", shape.about());
    switch (shape) {
      case Shape.Text text ->
          schema
              .put("type", "string")
              .put("pattern", "^(" + text.pattern() + ")$")
              .put("examples", Json.strings(List.of(text.like())));
      case Shape.Whole whole ->
          schema.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
      case Shape.Flag flag -> schema.put("type", "boolean");
      case Shape.OneOf one -> schema.put("enum", Json.strings(one.values()));
      case Shape.Secret secret -> schema.put("oneOf", List.of(reference("env"), reference("file")));
      case Shape.Items items -> schema.put("type", "array").put("items", of(items.item()));
      case Fields fields -> object(schema, fields.fields());
      case Shape.Kinds kinds -> {
        List<Json> each = new ArrayList<>();
        for (Map.Entry<String, Fields> kind : new TreeMap<>(kinds.kinds()).entrySet()) {
          List<Field> fields = new ArrayList<>();
          fields.add(
              Shape.need(
                  kinds.tag(), new Shape.OneOf(kind.getValue().about(), List.of(kind.getKey()))));
          fields.addAll(kind.getValue().fields());
          Json.Builder one = Json.Obj.builder().put("description", kind.getValue().about());
          object(one, fields);
          each.add(one.build());
        }
        schema.put("oneOf", each);
      }
    }
    return schema.build();
  }

  private static Json reference(String by) {
    Json.Builder schema = Json.Obj.builder();
    object(
        schema,
        List.of(Shape.need(by, new Shape.Text("Where the secret is: " + by + ".", ".+", "NAME"))));
    return schema.build();
  }

  private static void object(Json.Builder schema, List<Field> fields) {
    Json.Builder properties = Json.Obj.builder();
    List<String> required = new ArrayList<>();
    for (Field field : fields) {
      properties.put(field.name(), of(field.shape()));
      if (field.required()) {
        required.add(field.name());
      }
    }
    schema.put("type", "object").put("properties", properties.build());
    if (!required.isEmpty()) {
      schema.put("required", Json.strings(required));
    }
    schema.put("additionalProperties", false);
  }
}
