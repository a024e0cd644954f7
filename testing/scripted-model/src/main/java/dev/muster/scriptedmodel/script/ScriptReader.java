package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a script from its JSON; a member that it does not know is an error. */
final class ScriptReader {

  private static final Set<String> SCRIPT =
      Set.of("note", "turns", "default", "police", "count", "models", "variables");
  private static final Set<String> TURN =
      Set.of(
          "note",
          "when",
          "expect",
          "repeat",
          "newHistory",
          "answer",
          "pace",
          "insert",
          "headers",
          "fault");
  private static final Set<String> ANSWER =
      Set.of("content", "stop_reason", "stop_sequence", "usage", "model", "id", "events");
  private static final Set<String> PACE =
      Set.of("chunk", "packetBytes", "firstDelayMs", "delayMs", "pingEvery");
  private static final Set<String> FAULT =
      Set.of(
          "kind",
          "status",
          "body",
          "message",
          "type",
          "headers",
          "text",
          "afterEvents",
          "afterBytes",
          "forMs");
  private static final Set<String> CONDITION =
      Set.of(
          "lastUserText",
          "firstUserText",
          "lastToolResult",
          "lastToolResultIsError",
          "toolResults",
          "system",
          "model",
          "session",
          "agent",
          "tool",
          "streamed",
          "messages",
          "bodyContains");

  ScriptReader() {}

  Script script(Node.Obj json) {
    known(json, SCRIPT, "the script");
    List<Turn> turns = new ArrayList<>();
    for (Node turn : json.items("turns")) {
      turns.add(turn(turn, "turn " + (turns.size() + 1)));
    }
    List<String> models = new ArrayList<>();
    for (Node model : json.items("models")) {
      models.add(model.text());
    }
    Node otherwise = json.get("default");
    return new Script(
        turns,
        otherwise == null ? Optional.empty() : Optional.of(turn(otherwise, "the default turn")),
        policing(json.object("police")),
        counting(json.object("count")),
        models.isEmpty() ? Script.DEFAULT_MODELS : models,
        texts(json.object("variables")));
  }

  private static Policing policing(Node.@Nullable Obj json) {
    if (json == null) {
      return Policing.ALL;
    }
    known(json, Set.of("requests", "credential", "history"), "police");
    return new Policing(
        flag(json, "requests", true), flag(json, "credential", true), flag(json, "history", true));
  }

  private static Counting counting(Node.@Nullable Obj json) {
    if (json == null) {
      return Counting.EXACT;
    }
    known(json, Set.of("status", "percent"), "count");
    return new Counting((int) json.whole("status", 200), (int) json.whole("percent", 100));
  }

  private static Turn turn(Node node, String where) {
    Node.Obj json = object(node, where);
    known(json, TURN, where);
    Node.Obj fault = json.object("fault");
    return new Turn(
        json.text("note", ""),
        condition(json.object("when"), where),
        condition(json.object("expect"), where),
        "always".equals(json.text("repeat")) ? Turn.ALWAYS : (int) json.whole("repeat", 1),
        json.isTrue("newHistory"),
        answer(json.get("answer"), where),
        pace(json.object("pace"), where),
        insertions(json.items("insert"), where),
        texts(json.object("headers")),
        fault == null ? Optional.empty() : Optional.of(fault(fault, where)));
  }

  static Condition condition(Node.@Nullable Obj json, String where) {
    if (json == null) {
      return Condition.ANY;
    }
    known(json, CONDITION, where);
    return new Condition(
        string(json, "lastUserText"),
        string(json, "firstUserText"),
        string(json, "lastToolResult"),
        json.has("lastToolResultIsError")
            ? Optional.of(json.isTrue("lastToolResultIsError"))
            : Optional.empty(),
        texts(json.object("toolResults")),
        string(json, "system"),
        string(json, "model"),
        string(json, "session"),
        string(json, "agent"),
        string(json, "tool"),
        json.has("streamed") ? Optional.of(json.isTrue("streamed")) : Optional.empty(),
        json.has("messages") ? Optional.of((int) json.whole("messages", -1)) : Optional.empty(),
        string(json, "bodyContains"));
  }

  private static Answer answer(@Nullable Node node, String where) {
    if (node == null) {
      return Answer.EMPTY;
    }
    if (node instanceof Node.Str(String text)) {
      return Answer.of(Node.obj("type", "text", "text", text));
    }
    Node.Obj json = object(node, where);
    known(json, ANSWER, where);
    List<Node.Obj> content = new ArrayList<>();
    for (Node block : json.items("content")) {
      content.add(
          block instanceof Node.Str(String text)
              ? Node.obj("type", "text", "text", text)
              : object(block, where));
    }
    Node.Obj usage = json.object("usage");
    return new Answer(
        content,
        string(json, "stop_reason"),
        string(json, "stop_sequence"),
        usage == null ? Node.obj() : usage,
        string(json, "model"),
        string(json, "id"),
        json.has("events") ? Optional.of(objects(json.items("events"), where)) : Optional.empty());
  }

  private static List<Node.Obj> objects(List<Node> nodes, String where) {
    List<Node.Obj> objects = new ArrayList<>();
    for (Node node : nodes) {
      objects.add(object(node, where));
    }
    return objects;
  }

  private static Pace pace(Node.@Nullable Obj json, String where) {
    if (json == null) {
      return Pace.AT_ONCE;
    }
    known(json, PACE, where);
    return new Pace(
        (int) json.whole("chunk", Pace.AT_ONCE.chunk()),
        (int) json.whole("packetBytes", 0),
        json.whole("firstDelayMs", 0),
        json.whole("delayMs", 0),
        (int) json.whole("pingEvery", 0));
  }

  private static List<Insertion> insertions(List<Node> nodes, String where) {
    List<Insertion> insertions = new ArrayList<>();
    for (Node node : nodes) {
      Node.Obj json = object(node, where);
      known(json, Set.of("afterEvents", "event", "data", "text"), where);
      int after = (int) json.whole("afterEvents", 0);
      String text = json.text("text");
      Node data = json.get("data");
      insertions.add(
          text != null
              ? new Insertion(after, text)
              : Insertion.event(after, json.text("event", ""), data == null ? "" : data.text()));
    }
    return insertions;
  }

  private static Fault fault(Node.Obj json, String where) {
    known(json, FAULT, where);
    Fault.Point at = point(json);
    String kind = json.text("kind", "");
    return switch (kind) {
      case "http" -> httpFault(json);
      case "close" -> new Fault.Close(at);
      case "reset" -> new Fault.Reset(at);
      case "stall" -> new Fault.Stall(at, json.whole("forMs", 3_600_000));
      case "error_event" ->
          new Fault.ErrorEvent(
              at, json.text("type", "overloaded_error"), json.text("message", "Overloaded"));
      case "garbage" -> new Fault.Garbage(json.text("text", "\u0000garbage\r\n\r\n"));
      default ->
          throw new ScriptException(
              where
                  + ": no fault is called \""
                  + kind
                  + "\"; there are http, close, reset, stall, error_event and garbage");
    };
  }

  private static Fault httpFault(Node.Obj json) {
    int status = (int) json.whole("status", 500);
    Node body = json.get("body");
    String type = json.text("type", Fault.typeOf(status));
    return new Fault.Http(
        status,
        body == null ? Fault.errorBody(type, json.text("message", "scripted")) : body.text(),
        texts(json.object("headers")));
  }

  private static Fault.Point point(Node.Obj json) {
    if (json.has("afterEvents")) {
      return new Fault.Point.AfterEvents((int) json.whole("afterEvents", 0));
    }
    if (json.has("afterBytes")) {
      return new Fault.Point.AfterBytes(json.whole("afterBytes", 0));
    }
    return new Fault.Point.BeforeHead();
  }

  private static Optional<String> string(Node.Obj json, String name) {
    return Optional.ofNullable(json.text(name));
  }

  private static boolean flag(Node.Obj json, String name, boolean otherwise) {
    return json.has(name) ? json.isTrue(name) : otherwise;
  }

  private static Map<String, String> texts(Node.@Nullable Obj json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (json != null) {
      for (Map.Entry<String, Node> member : json.members().entrySet()) {
        texts.put(member.getKey(), member.getValue().text());
      }
    }
    return texts;
  }

  private static Node.Obj object(Node node, String where) {
    if (node instanceof Node.Obj object) {
      return object;
    }
    throw new ScriptException(where + ": expected an object, found " + node.json());
  }

  private static void known(Node.Obj json, Set<String> names, String where) {
    for (String name : json.members().keySet()) {
      if (!names.contains(name)) {
        throw new ScriptException(
            where
                + ": no member is called \""
                + name
                + "\"; there are "
                + String.join(", ", names.stream().sorted().toList()));
      }
    }
  }
}
