package dev.muster.policy.decide;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.view.FindingWord;
import dev.muster.policy.view.Sentences;
import dev.muster.protocol.Decided;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers lines of JSON, each with one line, in order, until there are no more.
 *
 * <p>{@code {"id","command"|"tool"+"input","settings","cwd","home"}}, perhaps with {@code mode} and
 * further layers {@code managed}, {@code user} and {@code local}, is answered with {@code
 * {"id","decision","reason","rule"}}; a line that makes no sense with {@code {"id","error"}}. For
 * use by one thread, once.
 */
public final class DecideLines {

  /** The most bytes of one line. */
  public static final int LONGEST_LINE = 16 << 20;

  private final Engines engines;
  private final LineCutter lines;
  private final OutputStream out;
  private boolean anyFailed;

  /** Answers what comes in on what goes out. */
  public DecideLines(PolicyParts parts, DecideSettings settings, InputStream in, OutputStream out) {
    this.engines = new Engines(parts, settings);
    this.out = new BufferedOutputStream(out, 16_384);
    this.lines = new LineCutter(in, LONGEST_LINE, this::beforeWaiting);
  }

  /**
   * Answers all lines; {@code false} when one of them made no sense.
   *
   * @throws IOException when nothing can be read or written any more
   */
  public boolean run() throws IOException {
    while (lines.next()) {
      if (lines.tooLong() || !isBlank()) {
        JsonWriter.write(answer(), out);
        out.write('\n');
      }
    }
    out.flush();
    return !anyFailed;
  }

  private void beforeWaiting() throws IOException {
    out.flush();
    engines.lookAgain();
  }

  private boolean isBlank() {
    for (int i = 0; i < lines.length(); i++) {
      byte b = lines.bytes()[i];
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private Json.Obj answer() {
    if (lines.tooLong()) {
      return failed(null, "the line is longer than " + (LONGEST_LINE >> 20) + " MB");
    }
    Json line;
    try {
      line = JsonReader.read(lines.bytes(), 0, lines.length());
    } catch (JsonException notJson) {
      return failed(
          null, "not valid JSON: " + notJson.getMessage() + " (column " + notJson.column() + ")");
    }
    return line instanceof Json.Obj object
        ? answer(object)
        : failed(null, "a line must be a JSON object");
  }

  private Json.Obj answer(Json.Obj line) {
    Json id = line.get("id");
    AskedReader reader = new AskedReader(line);
    Asked asked = reader.read();
    if (asked == null) {
      return failed(id, String.join("; ", reader.faults()));
    }
    return switch (engines.of(asked.under())) {
      case PolicyInForce.Reading.Faulty(List<String> faults) ->
          failed(id, String.join("; ", faults));
      case PolicyInForce.Reading.Ready(PolicyInForce policy, var warnings) ->
          answer(id, asked, policy);
    };
  }

  private Json.Obj answer(@Nullable Json id, Asked asked, PolicyInForce policy) {
    return switch (policy.decide(asked.call(), asked.mode())) {
      case PolicyInForce.Answer.None<Decided>(String why) -> failed(id, why);
      case PolicyInForce.Answer.Given<Decided>(Decided decided) -> {
        Json.Builder answer = Json.Obj.builder();
        answer.put("id", id == null ? Json.NULL : id);
        answer.put("decision", FindingWord.of(decided.verdict()));
        answer.put("reason", Sentences.of(decided.reason()));
        if (decided.rules().isEmpty()) {
          answer.putNull("rule");
        } else {
          Decided.MatchedRule rule = decided.rules().getFirst();
          answer.put("rule", rule.text() + " in " + rule.origin().place());
        }
        yield answer.build();
      }
    };
  }

  private Json.Obj failed(@Nullable Json id, String why) {
    anyFailed = true;
    return Json.Obj.builder().put("id", id == null ? Json.NULL : id).put("error", why).build();
  }
}
