package dev.muster.tools.answer;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.AnswerTool;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes the result of a session in the form that a JSON Schema (draft 2020-12 unless it names
 * another) asks for.
 *
 * <p>Schemas are never fetched: a reference to another document is an invalid schema.
 */
public final class StructuredOutputTool implements AnswerTool {

  /** The canonical name. */
  public static final String NAME = "StructuredOutput";

  private static final int FAULTS_MOST = 20;

  private static final String DESCRIPTION =
      "Gives the result of this session, in the form of the input schema. Call it once, when the"
          + " work is done; the call ends the session.";

  private final Json.Obj schema;
  private final Schema validator;

  /**
   * Takes results of that form.
   *
   * @throws ProblemException when it is no schema
   */
  public StructuredOutputTool(Json.Obj schema) {
    this.schema = schema;
    this.validator = compiled(schema);
  }

  private static Schema compiled(Json.Obj schema) {
    SchemaRegistry registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
    String text = JsonWriter.write(schema);
    try {
      Schema meta =
          registry.getSchema(
              SchemaLocation.of(
                  schema
                      .string("$schema")
                      .orElse(SpecificationVersion.DRAFT_2020_12.getDialectId())));
      List<Error> faults = meta.validate(text, InputFormat.JSON);
      if (!faults.isEmpty()) {
        throw invalid(faults.getFirst().toString());
      }
      if (!isOfObjects(schema)) {
        throw invalid("its type is not object, and the result is one");
      }
      Schema compiled = registry.getSchema(text);
      compiled.initializeValidators();
      return compiled;
    } catch (SchemaException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Whether the schema's type, where it has one, lets an object be. */
  private static boolean isOfObjects(Json.Obj schema) {
    Json type = schema.get("type");
    Json object = Json.of("object");
    return type == null
        || type.equals(object)
        || (type instanceof Json.Arr(var types) && types.contains(object));
  }

  private static ProblemException invalid(String reason) {
    return new ProblemException(
        new Problem(
            ProblemCode.SCHEMA_INVALID,
            "--json-schema is no valid JSON Schema: " + reason,
            "Mend the schema; it must not refer to other documents"));
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(NAME, DESCRIPTION, schema);
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    return new Plan.Ready(List.of(), false);
  }

  @Override
  public List<String> faults(Json.Obj answer) {
    return validator.validate(JsonWriter.write(answer), InputFormat.JSON).stream()
        .limit(FAULTS_MOST)
        .map(Error::toString)
        .toList();
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) {
    List<String> faults = faults(call.call().input());
    return faults.isEmpty()
        ? ToolOutcome.text("The result is in.")
        : ToolOutcome.error(
            "The result does not match the schema; call "
                + NAME
                + " again with these mended:\n"
                + String.join("\n", faults));
  }
}
