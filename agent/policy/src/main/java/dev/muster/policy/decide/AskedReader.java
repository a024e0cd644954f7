package dev.muster.policy.decide;

import dev.muster.json.Json;
import dev.muster.model.ToolCall;
import dev.muster.protocol.PermissionMode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the object of a line, and collects what is wrong with it. For use once. */
final class AskedReader {

  private static final Set<String> KNOWN =
      Set.of(
          "id",
          "command",
          "tool",
          "input",
          "settings",
          "managed",
          "user",
          "local",
          "cwd",
          "home",
          "mode");

  private final Json.Obj line;
  private final List<String> faults = new ArrayList<>();

  AskedReader(Json.Obj line) {
    this.line = line;
  }

  /** What is wrong; empty where nothing is. */
  List<String> faults() {
    return faults;
  }

  /** What the line asks; {@code null} where something is wrong. */
  @Nullable Asked read() {
    for (Map.Entry<String, Json> member : line.members().entrySet()) {
      boolean structured =
          member.getValue() instanceof Json.Obj || member.getValue() instanceof Json.Arr;
      if (structured && !KNOWN.contains(member.getKey())) {
        faults.add(
            "unknown member \""
                + member.getKey()
                + "\"; the members that hold settings are settings, managed, user and local");
      }
    }
    ToolCall call = call();
    Path folder = path("cwd");
    Path home = path("home");
    PermissionMode mode = mode();
    Asked.Under under =
        new Asked.Under(
            object("settings"), object("managed"), object("user"), object("local"), folder, home);
    return faults.isEmpty() ? new Asked(call, mode, under) : null;
  }

  private ToolCall call() {
    Json command = given("command");
    Json tool = given("tool");
    if ((command == null) == (tool == null)) {
      faults.add("give either \"command\", or \"tool\" with \"input\"");
    }
    if (command != null) {
      if (given("input") != null) {
        faults.add("\"input\" goes with \"tool\", not with \"command\"");
      }
      Json.Obj input = Json.Obj.builder().put("command", text("command", command)).build();
      return new ToolCall("", "Bash", input);
    }
    String name = tool == null ? "" : text("tool", tool);
    if (tool != null && name.isBlank()) {
      faults.add("\"tool\" is empty");
    }
    return new ToolCall("", name, object("input"));
  }

  private String text(String name, Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    faults.add("\"" + name + "\" must be a string");
    return "";
  }

  private Json.Obj object(String name) {
    Json value = given(name);
    if (value instanceof Json.Obj object) {
      return object;
    }
    if (value != null) {
      faults.add("\"" + name + "\" must be an object");
    }
    return Json.Obj.EMPTY;
  }

  private Path path(String name) {
    Json value = given(name);
    String text = value == null ? "" : text(name, value);
    if (text.isEmpty()) {
      faults.add("\"" + name + "\" must name a folder");
      return Path.of("/");
    }
    try {
      Path path = Path.of(text);
      if (path.isAbsolute()) {
        return path.normalize();
      }
      faults.add("\"" + name + "\" must be an absolute path");
    } catch (InvalidPathException notAPath) {
      faults.add("\"" + name + "\" is no path: " + notAPath.getReason());
    }
    return Path.of("/");
  }

  private @Nullable PermissionMode mode() {
    Json value = given("mode");
    if (value == null) {
      return null;
    }
    String name = text("mode", value);
    PermissionMode mode = PermissionMode.ofWire(name).orElse(null);
    if (mode == null) {
      faults.add("there is no mode \"" + name + "\"");
    }
    return mode;
  }

  /** A member's value; nothing where it is absent or {@code null}. */
  private @Nullable Json given(String name) {
    Json value = line.get(name);
    return value instanceof Json.Null ? null : value;
  }
}
