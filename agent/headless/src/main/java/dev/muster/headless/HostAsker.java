package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Decided;
import dev.muster.protocol.Description;
import dev.muster.protocol.PermissionUpdate;
import dev.muster.protocol.Question;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts questions about calls to the host, by {@code can_use_tool} of the control protocol.
 *
 * <p>Whatever is not clearly a yes is a no: a malformed answer, an error, the end of the host's
 * input, and a yes that is tied to a change of rules which is not understood. Safe for use by
 * several threads; several questions may be open at once.
 */
public final class HostAsker implements Asker {

  private static final Json TRUE = new Json.Bool(true);

  private final Consumer<Json.Obj> out;
  private final Supplier<String> ids;
  private final Map<String, CompletableFuture<Json.Obj>> open = new HashMap<>();
  private boolean closed;

  /** Asks by writing requests to {@code out}; each gets a new id. */
  HostAsker(Consumer<Json.Obj> out, Supplier<String> ids) {
    this.out = out;
    this.ids = ids;
  }

  @Override
  public Answer ask(ToolCall call, Question question) throws InterruptedException {
    String id = ids.get();
    CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
    synchronized (open) {
      if (closed) {
        return refuse("The host has closed its input, so there is nobody to ask");
      }
      open.put(id, answer);
    }
    try {
      out.accept(Control.request(id, request(call, question)));
      return read(answer.get(), call.input());
    } catch (InterruptedException stopped) {
      out.accept(Control.cancel(id));
      throw stopped;
    } catch (ExecutionException impossible) {
      return refuse("The host's answer was lost");
    } finally {
      synchronized (open) {
        open.remove(id);
      }
    }
  }

  /** Takes a {@code control_response} of the host; one that answers nothing is ignored. */
  void answered(Json.Obj response) {
    String id = response.string("request_id").orElse("");
    CompletableFuture<Json.Obj> waiting;
    synchronized (open) {
      waiting = open.get(id);
    }
    if (waiting != null) {
      waiting.complete(response);
    }
  }

  /** The host will not answer any more. */
  void close() {
    List<CompletableFuture<Json.Obj>> waiting;
    synchronized (open) {
      closed = true;
      waiting = List.copyOf(open.values());
    }
    Json.Obj gone =
        Json.Obj.builder().put("subtype", "error").put("error", "it closed its input").build();
    for (CompletableFuture<Json.Obj> one : waiting) {
      one.complete(gone);
    }
  }

  private static Json.Obj request(ToolCall call, Question question) {
    Decided why = question.why();
    Description description = question.description();
    boolean guarded = question.cause() == Question.Cause.GUARD;
    Json.Builder request =
        Json.Obj.builder()
            .put("subtype", "can_use_tool")
            .put("tool_name", call.name())
            .put("display_name", call.name())
            .put("input", call.input())
            .put("title", title(call, description))
            .put("description", told(description))
            .put("permission_suggestions", Updates.written(question.suggestions()))
            .put("suppress_always_allow_rule", question.suggestions().isEmpty() ? TRUE : null)
            .put("default_to_no", description.risk() == Description.Risk.HIGH ? TRUE : null)
            .put("classifier_approvable", guarded ? new Json.Bool(false) : null)
            .put("decision_reason", why.reason())
            .put("decision_reason_type", wireName(question.cause()));
    if (question.cause() == Question.Cause.RULE && !why.rules().isEmpty()) {
      request.put("matched_ask_rule", rule(why.rules().getFirst()));
    }
    return request.put("tool_use_id", call.id()).build();
  }

  private static String title(ToolCall call, Description description) {
    return description.points().isEmpty()
        ? "Use the tool " + call.name()
        : description.points().getFirst();
  }

  private static String told(Description description) {
    StringBuilder told = new StringBuilder(description.summary());
    told.append(told.isEmpty() ? "" : ". ");
    told.append("Risk: ").append(description.risk().name().toLowerCase(Locale.ROOT));
    told.append(" (").append(description.riskReason()).append(")");
    if (!description.always().isEmpty()) {
      told.append(". Always: ").append(description.always());
    }
    return told.toString();
  }

  private static Json.Obj rule(Decided.MatchedRule rule) {
    int open = rule.text().indexOf('(');
    boolean scoped = open > 0 && rule.text().endsWith(")");
    return Json.Obj.builder()
        .put("source", rule.origin().place())
        .put("tool_name", scoped ? rule.text().substring(0, open) : rule.text())
        .put(
            "rule_content",
            scoped ? rule.text().substring(open + 1, rule.text().length() - 1) : null)
        .build();
  }

  private static String wireName(Question.Cause cause) {
    return switch (cause) {
      case RULE -> "rule";
      case GUARD -> "safetyCheck";
      case OUTSIDE -> "workingDir";
      case MODE -> "mode";
    };
  }

  private static Answer read(Json.Obj response, Json.Obj asked) {
    if (!response.string("subtype").orElse("").equals("success")) {
      return refuse(
          "The host did not answer the question about this call: "
              + response.string("error").orElse("no reason given"));
    }
    Json.Obj answer = response.object("response").orElse(Json.Obj.EMPTY);
    return switch (answer.string("behavior").orElse("")) {
      case "allow" -> allowed(answer, asked);
      case "deny" ->
          new Answer.Refuse(
              answer
                  .string("message")
                  .filter(said -> !said.isBlank())
                  .orElse("The host refused this call"),
              answer.bool("interrupt").orElse(false));
      default -> refuse("The host's answer about this call is neither allow nor deny");
    };
  }

  private static Answer allowed(Json.Obj answer, Json.Obj asked) {
    Json updates = answer.get("updatedPermissions");
    if (!(updates == null || updates instanceof Json.Arr || updates instanceof Json.Null)) {
      return refuse("The host's answer about this call has an updatedPermissions that is no list");
    }
    List<PermissionUpdate> grants = new ArrayList<>();
    for (Json update : answer.items("updatedPermissions")) {
      switch (Updates.read(update)) {
        case Updates.Reading.Read(PermissionUpdate grant) -> grants.add(grant);
        case Updates.Reading.PassedOver() -> {} // the host is asked again, which is cautious
        case Updates.Reading.Bad(String reason) -> {
          return refuse(
              "The host tied its consent to a change of permissions that is not understood: "
                  + reason);
        }
      }
    }
    return switch (answer.get("updatedInput")) {
      case null -> new Answer.Approve(null, grants);
      case Json.Obj input -> new Answer.Approve(input.equals(asked) ? null : input, grants);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _, Json.Arr _ ->
          refuse("The host's answer about this call has an updatedInput that is no object");
    };
  }

  private static Answer refuse(String why) {
    return new Answer.Refuse(why, false);
  }
}
