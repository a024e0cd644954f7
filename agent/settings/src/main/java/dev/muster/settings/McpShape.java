package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.NearestName;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the MCP blocks: the lists of servers that may or may not be used, and servers. */
final class McpShape {

  private static final List<String> SELECTORS = List.of("serverName", "serverCommand", "serverUrl");

  private static final List<String> SERVER =
      List.of(
          "type", "command", "args", "env", "url", "headers", "headersHelper", "oauth", "timeout");

  private McpShape() {}

  static void check(KeySpec key, Json value, String pointer, SourceReader reader) {
    switch (key.name()) {
      case "allowedMcpServers", "deniedMcpServers" -> selectors(key.name(), value, pointer, reader);
      case "mcpServers" -> servers(value, pointer, reader);
      default -> {}
    }
  }

  private static void selectors(String name, Json list, String pointer, SourceReader reader) {
    if (!(list instanceof Json.Arr(List<Json> items))) {
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      String at = JsonDocument.pointer(pointer, Integer.toString(i));
      if (!(items.get(i) instanceof Json.Obj selector) || selector.members().size() != 1) {
        reader.fault(
            at,
            "each item of \""
                + name
                + "\" must be an object with exactly one of serverName, serverCommand, serverUrl");
        continue;
      }
      String field = selector.members().keySet().iterator().next();
      String place = JsonDocument.pointer(at, field);
      if (!SELECTORS.contains(field)) {
        reader.fault(
            place,
            "unknown key \"" + name + "." + field + "\"" + NearestName.hint(field, SELECTORS));
      } else if (!fits(field, selector.members().get(field))) {
        reader.fault(
            place,
            "\""
                + name
                + "."
                + field
                + "\" must be "
                + (field.equals("serverCommand")
                    ? "a list of strings that is not empty"
                    : "a string that is not empty"));
      }
    }
  }

  private static boolean fits(String field, @Nullable Json value) {
    if (!field.equals("serverCommand")) {
      return value instanceof Json.Str(String text) && !text.isBlank();
    }
    return value instanceof Json.Arr(List<Json> words)
        && !words.isEmpty()
        && words.stream().allMatch(word -> word instanceof Json.Str);
  }

  private static void servers(Json value, String pointer, SourceReader reader) {
    if (!(value instanceof Json.Obj(Map<String, Json> servers))) {
      return;
    }
    for (Map.Entry<String, Json> server : servers.entrySet()) {
      String at = JsonDocument.pointer(pointer, server.getKey());
      if (!(server.getValue() instanceof Json.Obj fields)) {
        reader.fault(at, "\"mcpServers." + server.getKey() + "\" must be an object");
        continue;
      }
      for (String field : fields.members().keySet()) {
        if (!SERVER.contains(field)) {
          reader.fault(
              JsonDocument.pointer(at, field),
              "unknown key \"mcpServers."
                  + server.getKey()
                  + "."
                  + field
                  + "\""
                  + NearestName.hint(field, SERVER));
        }
      }
    }
    if (!servers.isEmpty()) {
      reader.warn(pointer, "\"mcpServers\" does not count in settings; it belongs in .mcp.json");
    }
  }
}
