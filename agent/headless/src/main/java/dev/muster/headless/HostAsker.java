package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Decided;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Puts questions about calls to the host, by {@code can_use_tool} of the control protocol.
 *
 * <p>Whatever is not clearly a yes is a no: a malformed answer, an error, the end of the host's
 * input, and a yes that is tied to a change of rules which would tighten the policy and which this
 * program cannot make. Safe for use by several threads; several questions may be open at once.
 */
public final class HostAsker implements Asker {

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
  public Answer ask(ToolCall call, Decided why) throws InterruptedException {
    String id = ids.get();
    CompletableFuture<Json.Obj> answer = new CompletableFuture<>();
    synchronized (open) {
      if (closed) {
        return refuse("The host has closed its input, so there is nobody to ask");
      }
      open.put(id, answer);
    }
    try {
      out.accept(Control.request(id, question(call, why)));
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

  private static Json.Obj question(ToolCall call, Decided why) {
    Json.Builder request =
        Json.Obj.builder()
            .put("subtype", "can_use_tool")
            .put("tool_name", call.name())
            .put("display_name", call.name())
            .put("input", call.input())
            .put("description", call.input().string("description").orElse(null))
            .put("permission_suggestions", List.of())
            .put("decision_reason", why.reason())
            .put("decision_reason_type", why.rules().isEmpty() ? "mode" : "rule");
    return request.put("tool_use_id", call.id()).build();
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
              answer.string("message").orElse("The host refused this call"),
              answer.bool("interrupt").orElse(false));
      default -> refuse("The host's answer about this call is neither allow nor deny");
    };
  }

  private static Answer allowed(Json.Obj answer, Json.Obj asked) {
    for (Json update : answer.items("updatedPermissions")) {
      if (!loosens(update)) {
        return refuse(
            "The host tied its consent to a stricter rule, which this version cannot take over");
      }
    }
    return switch (answer.get("updatedInput")) {
      case null -> new Answer.Approve(null);
      case Json.Obj input -> new Answer.Approve(input.equals(asked) ? null : input);
      case Json.Null _, Json.Bool _, Json.Num _, Json.Str _, Json.Arr _ ->
          refuse("The host's answer about this call has an updatedInput that is no object");
    };
  }

  /** Whether leaving a permission update out is the cautious side: the host is asked again. */
  private static boolean loosens(Json update) {
    if (!(update instanceof Json.Obj change)) {
      return false;
    }
    return switch (change.string("type").orElse("")) {
      case "addRules" -> change.string("behavior").orElse("").equals("allow");
      case "addDirectories" -> true;
      case "setMode" ->
          switch (change.string("mode").orElse("")) {
            case "acceptEdits", "bypassPermissions", "auto" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  private static Answer refuse(String why) {
    return new Answer.Refuse(why, false);
  }
}
