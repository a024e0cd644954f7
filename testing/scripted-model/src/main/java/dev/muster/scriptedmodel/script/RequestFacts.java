package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What conditions and answers may ask about a request.
 *
 * @param number of the request on this server, from 1
 * @param lastUserText the texts of the newest message of the user that has any, by lines
 * @param firstUserText the texts of the first message
 * @param toolResults of the last message, by id of the tool use
 * @param lastToolResult the last of those, or an empty text
 * @param session the {@code x-claude-code-session-id} header, or an empty text
 * @param agent the {@code x-claude-code-agent-id} header, or an empty text
 * @param tools the names of the tools offered
 */
public record RequestFacts(
    int number,
    Node.Obj body,
    String model,
    boolean streamed,
    int messages,
    String system,
    String lastUserText,
    String firstUserText,
    Map<String, String> toolResults,
    String lastToolResult,
    boolean lastToolResultIsError,
    String session,
    String agent,
    List<String> tools) {

  public RequestFacts {
    toolResults = Map.copyOf(toolResults);
    tools = List.copyOf(tools);
  }

  /** What is to be known of a request with that body. */
  public static RequestFacts of(int number, Node.Obj body, String session, String agent) {
    List<Node> messages = body.items("messages");
    String lastText = "";
    for (int i = messages.size() - 1; i >= 0 && lastText.isEmpty(); i--) {
      if (messages.get(i) instanceof Node.Obj message && "user".equals(message.text("role"))) {
        lastText = texts(message.get("content"));
      }
    }
    Map<String, String> results = new LinkedHashMap<>();
    String lastResult = "";
    boolean lastIsError = false;
    for (Node.Obj block : lastBlocks(messages)) {
      if ("tool_result".equals(block.text("type"))) {
        lastResult = texts(block.get("content"));
        lastIsError = block.isTrue("is_error");
        results.put(block.text("tool_use_id", ""), lastResult);
      }
    }
    List<String> tools = new ArrayList<>();
    for (Node tool : body.items("tools")) {
      if (tool instanceof Node.Obj object) {
        tools.add(object.text("name", ""));
      }
    }
    return new RequestFacts(
        number,
        body,
        body.text("model", ""),
        body.isTrue("stream"),
        messages.size(),
        texts(body.get("system")),
        lastText,
        messages.isEmpty() ? "" : texts(content(messages.getFirst())),
        results,
        lastResult,
        lastIsError,
        session,
        agent,
        tools);
  }

  private static List<Node.Obj> lastBlocks(List<Node> messages) {
    List<Node.Obj> blocks = new ArrayList<>();
    if (!messages.isEmpty() && content(messages.getLast()) instanceof Node.Arr content) {
      for (Node block : content.items()) {
        if (block instanceof Node.Obj object) {
          blocks.add(object);
        }
      }
    }
    return blocks;
  }

  private static Node content(Node message) {
    if (message instanceof Node.Obj object) {
      Node content = object.get("content");
      return content == null ? Node.nothing() : content;
    }
    return Node.nothing();
  }

  /** The texts within a content, a line between two; other blocks are passed over. */
  private static String texts(@Nullable Node content) {
    if (content instanceof Node.Str(String text)) {
      return text;
    }
    if (!(content instanceof Node.Arr(List<Node> items))) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    for (Node item : items) {
      if (item instanceof Node.Obj block && "text".equals(block.text("type"))) {
        all.append(all.isEmpty() ? "" : "\n").append(block.text("text", ""));
      }
    }
    return all.toString();
  }
}
