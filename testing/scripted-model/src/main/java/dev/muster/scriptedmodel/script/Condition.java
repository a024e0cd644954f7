package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request must be like. Every part that is present must hold; texts must be contained.
 *
 * @param lastUserText in the newest text of the user
 * @param firstUserText in the first text of the user
 * @param lastToolResult in the last tool result of the last message
 * @param lastToolResultIsError whether that result says that it is an error
 * @param toolResults by id of the tool use, in its result within the last message
 * @param system in the system prompt
 * @param model equal to the model asked for
 * @param session equal to the {@code x-claude-code-session-id} header
 * @param agent equal to the {@code x-claude-code-agent-id} header; an empty text wants none
 * @param tool the name of a tool that is offered
 * @param streamed whether a stream is asked for
 * @param messages how many messages there are
 * @param bodyContains anywhere in the body's JSON on one line
 */
public record Condition(
    Optional<String> lastUserText,
    Optional<String> firstUserText,
    Optional<String> lastToolResult,
    Optional<Boolean> lastToolResultIsError,
    Map<String, String> toolResults,
    Optional<String> system,
    Optional<String> model,
    Optional<String> session,
    Optional<String> agent,
    Optional<String> tool,
    Optional<Boolean> streamed,
    Optional<Integer> messages,
    Optional<String> bodyContains) {

  /** Any request. */
  public static final Condition ANY =
      new Condition(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Condition {
    toolResults = Map.copyOf(toolResults);
  }

  /**
   * A condition from its JSON form, such as <code>{"lastToolResult": "FAIL", "model": "m"}</code>.
   *
   * @throws ScriptException when it is not a condition
   */
  public static Condition parse(String json) {
    try {
      return ScriptReader.condition(NodeReader.readObject(json), "the condition");
    } catch (NodeException e) {
      throw new ScriptException("the condition is not JSON: " + e.getMessage());
    }
  }

  /** Requests whose newest text of the user contains that text. */
  public static Condition lastUserText(String part) {
    return ScriptReader.condition(Node.obj("lastUserText", part), "the condition");
  }

  /** Requests whose last tool result contains that text. */
  public static Condition lastToolResult(String part) {
    return ScriptReader.condition(Node.obj("lastToolResult", part), "the condition");
  }

  /** Requests for that model. */
  public static Condition model(String id) {
    return ScriptReader.condition(Node.obj("model", id), "the condition");
  }

  /**
   * Why the request does not meet the condition, or {@code null} when it does.
   *
   * @param request what is known of the request
   */
  public @Nullable String unmet(RequestFacts request) {
    String text =
        first(
            contained("the newest text of the user", lastUserText, request.lastUserText()),
            contained("the first text of the user", firstUserText, request.firstUserText()),
            contained("the last tool result", lastToolResult, request.lastToolResult()),
            contained("the system prompt", system, request.system()));
    if (text != null) {
      return text;
    }
    for (Map.Entry<String, String> wanted : toolResults.entrySet()) {
      String result = request.toolResults().get(wanted.getKey());
      if (result == null || !result.contains(wanted.getValue())) {
        return unlike("the result of " + wanted.getKey(), wanted.getValue(), result);
      }
    }
    if (bodyContains.isPresent() && !request.body().json().contains(bodyContains.get())) {
      return "the body does not contain " + bodyContains.get();
    }
    if (tool.isPresent() && !request.tools().contains(tool.get())) {
      return "the tool " + tool.get() + " is not offered";
    }
    return first(
        equal("the result's is_error", lastToolResultIsError, request.lastToolResultIsError()),
        equal("the model", model, request.model()),
        equal("the session", session, request.session()),
        equal("the agent", agent, request.agent()),
        equal("stream", streamed, request.streamed()),
        equal("the number of messages", messages, request.messages()));
  }

  private static @Nullable String first(@Nullable String... reasons) {
    for (String reason : reasons) {
      if (reason != null) {
        return reason;
      }
    }
    return null;
  }

  private static @Nullable String contained(String what, Optional<String> part, String whole) {
    return part.isEmpty() || whole.contains(part.get()) ? null : unlike(what, part.get(), whole);
  }

  private static <T> @Nullable String equal(String what, Optional<T> wanted, T found) {
    return wanted.isEmpty() || wanted.get().equals(found)
        ? null
        : what + " is " + found + ", not " + wanted.get();
  }

  private static String unlike(String what, String wanted, @Nullable String found) {
    String shown =
        found == null ? "absent" : found.length() > 200 ? found.substring(0, 200) : found;
    return what + " does not contain \"" + wanted + "\"; it is: " + shown;
  }
}
