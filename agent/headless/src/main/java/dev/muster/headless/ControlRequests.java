package dev.muster.headless;

import dev.muster.json.Json;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the control requests of a host, as the Agent SDK sends them. Every request gets exactly
 * one answer; what is not supported gets an error that says so.
 */
final class ControlRequests {

  private final HeadlessOptions options;
  private final Session session;
  private final Inbox inbox;

  ControlRequests(HeadlessOptions options, Session session, Inbox inbox) {
    this.options = options;
    this.session = session;
    this.inbox = inbox;
  }

  /** The answer to a request. */
  Json.Obj answer(Json.Obj line) {
    String id = line.string("request_id").orElse("");
    Json.Obj request = line.object("request").orElse(Json.Obj.EMPTY);
    try {
      return Control.success(id, handle(request));
    } catch (ProblemException refused) {
      Problem problem = refused.problem();
      String hint = problem.hint().isEmpty() ? "" : ". " + problem.hint();
      return Control.error(id, problem.what() + hint);
    } catch (UnsupportedRequest unsupported) {
      return Control.error(id, unsupported.reason);
    }
  }

  private Json.Obj handle(Json.Obj request) throws UnsupportedRequest {
    String subtype = request.string("subtype").orElse("");
    return switch (subtype) {
      case "initialize" -> initialize(request);
      case "interrupt" -> interrupt();
      case "set_permission_mode" -> setMode(request);
      case "set_model" -> setModel(request);
      case "set_max_thinking_tokens" -> setThinking(request);
      case "mcp_status" -> Json.Obj.builder().put("mcpServers", List.of()).build();
      case "get_binary_version" -> Json.Obj.builder().put("version", options.version()).build();
      default -> throw new UnsupportedRequest("Unsupported control request subtype: " + subtype);
    };
  }

  private Json.Obj initialize(Json.Obj request) throws UnsupportedRequest {
    refuseMissing(request);
    Optional<Json.Obj> schema = request.object("jsonSchema");
    HostOptions wishes =
        new HostOptions(
            systemPrompt(request),
            request.string("appendSystemPrompt").orElse(null),
            schema.orElse(null));
    if (!session.configure(wishes)) {
      throw new UnsupportedRequest(
          "initialize came after the session began, so its system prompt and schema have no effect");
    }
    inbox.add(new Inbox.Item.Open());
    return introduction();
  }

  /**
   * Left out in silence, each of these would change what the host believes is in force. The Agent
   * SDK goes on whatever the answer is, so the run must end as well: a hook that was to block a
   * call would never be asked.
   */
  private void refuseMissing(Json.Obj request) throws UnsupportedRequest {
    for (String feature :
        List.of("hooks", "agents", "sdkMcpServers", "mcpServers", "plugins", "toolAliases")) {
      if (!isEmpty(request.get(feature))) {
        String what =
            "initialize asks for \"" + feature + "\", which this version of muster does not have";
        inbox.add(
            new Inbox.Item.Fail(
                new Problem(
                    ProblemCode.BAD_ARGUMENTS, what, "Leave it out of the host's options")));
        throw new UnsupportedRequest(what);
      }
    }
  }

  private static @Nullable String systemPrompt(Json.Obj request) throws UnsupportedRequest {
    return switch (request.get("systemPrompt")) {
      case null -> null;
      case Json.Null _ -> null;
      case Json.Str(String text) -> text;
      case Json.Arr(List<Json> parts) -> {
        List<String> texts = new ArrayList<>();
        for (Json part : parts) {
          if (!(part instanceof Json.Str(String text))) {
            throw new UnsupportedRequest("initialize has a systemPrompt that is not text");
          }
          texts.add(text);
        }
        yield String.join("\n\n", texts);
      }
      case Json.Bool _, Json.Num _, Json.Obj _ ->
          throw new UnsupportedRequest("initialize has a systemPrompt that is not text");
    };
  }

  private Json.Obj introduction() {
    List<Json> models = new ArrayList<>();
    for (HeadlessOptions.ModelChoice model : options.models()) {
      models.add(
          Json.Obj.builder()
              .put("value", model.value())
              .put("displayName", model.displayName())
              .put("description", model.description())
              .build());
    }
    return Json.Obj.builder()
        .put("commands", List.of())
        .put("agents", List.of())
        .put("output_style", "default")
        .put("available_output_styles", Json.strings(List.of("default")))
        .put("models", models)
        .put("account", Json.Obj.EMPTY)
        .put("pending_permission_requests", List.of())
        .build();
  }

  private Json.Obj interrupt() {
    inbox.interrupt();
    List<String> waiting = inbox.waiting();
    session.interrupt();
    return Json.Obj.builder().put("still_queued", Json.strings(waiting)).build();
  }

  private Json.Obj setMode(Json.Obj request) throws UnsupportedRequest {
    String name = request.string("mode").orElse("");
    PermissionMode mode = PermissionMode.ofWire(name).orElse(null);
    if (mode == null) {
      throw new UnsupportedRequest("There is no permission mode \"" + name + "\"");
    }
    if (mode == PermissionMode.BYPASS_PERMISSIONS && !options.bypassAllowed()) {
      throw new UnsupportedRequest(
          "The mode bypassPermissions needs --allow-dangerously-skip-permissions at the start");
    }
    session.agent().setMode(mode);
    return Json.Obj.builder().put("mode", mode.wireName()).build();
  }

  private Json.Obj setModel(Json.Obj request) {
    String model = request.string("model").orElse("default");
    var agent = session.agent();
    agent.setModel(model.equals("default") ? session.firstModel() : model);
    return Json.Obj.EMPTY;
  }

  private static Json.Obj setThinking(Json.Obj request) throws UnsupportedRequest {
    if (request.get("max_thinking_tokens") instanceof Json.Num) {
      throw new UnsupportedRequest(
          "The tokens of reasoning are set at the start of a session, by --max-thinking-tokens");
    }
    return Json.Obj.EMPTY;
  }

  private static boolean isEmpty(@Nullable Json value) {
    return switch (value) {
      case null -> true;
      case Json.Null _ -> true;
      case Json.Obj(var members) -> members.isEmpty();
      case Json.Arr(var items) -> items.isEmpty();
      case Json.Bool _, Json.Num _, Json.Str _ -> false;
    };
  }

  /** A request that is not supported, or not in this form. */
  private static final class UnsupportedRequest extends Exception {
    private static final long serialVersionUID = 1L;
    private final String reason;

    UnsupportedRequest(String reason) {
      super(reason);
      this.reason = reason;
    }
  }
}
