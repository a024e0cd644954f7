package dev.muster.tools.grep;

import dev.muster.json.Json;
import dev.muster.tool.ToolInput;
import dev.muster.workspace.search.GrepQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a call of Grep asks for.
 *
 * @param limit how many entries are told; 0 for all
 */
record GrepRequest(
    Path root, GrepQuery query, boolean numbered, int limit, boolean limitGiven, int offset) {

  static final List<String> MODES = List.of("content", "files_with_matches", "count");

  private static final Set<String> KNOWN =
      Set.of(
          "pattern",
          "path",
          "glob",
          "output_mode",
          "-A",
          "-B",
          "-C",
          "context",
          "-n",
          "-i",
          "-o",
          "type",
          "head_limit",
          "offset",
          "multiline");
  private static final int DEFAULT_LIMIT = 250;
  private static final int MAX_CONTEXT = 1000;

  static ToolInput reader(Json.Obj input) {
    return new ToolInput(input, KNOWN);
  }

  static GrepRequest of(ToolInput input, Path folder) {
    Path root = input.path("path", folder);
    long around = input.whole("-C", 0, MAX_CONTEXT).orElse(0);
    around = input.whole("context", 0, MAX_CONTEXT).orElse(around);
    GrepQuery query =
        new GrepQuery(
            input.required("pattern"),
            mode(input.choice("output_mode", MODES).orElse("files_with_matches")),
            globs(input.text("glob").orElse("")),
            input.text("type").filter(type -> !type.isBlank()),
            input.bool("-i").orElse(false),
            input.bool("multiline").orElse(false),
            input.bool("-o").orElse(false),
            (int) input.whole("-B", 0, MAX_CONTEXT).orElse(around),
            (int) input.whole("-A", 0, MAX_CONTEXT).orElse(around));
    boolean numbered = input.bool("-n").orElse(true);
    long limit = input.whole("head_limit", 0, Integer.MAX_VALUE).orElse(-1);
    long offset = input.whole("offset", 0, Integer.MAX_VALUE).orElse(0);
    return new GrepRequest(
        root, query, numbered, (int) (limit < 0 ? DEFAULT_LIMIT : limit), limit > 0, (int) offset);
  }

  private static GrepQuery.Mode mode(String name) {
    return switch (name) {
      case "content" -> GrepQuery.Mode.CONTENT;
      case "count" -> GrepQuery.Mode.COUNT;
      default -> GrepQuery.Mode.FILES;
    };
  }

  /** Several globs may stand in one text, with spaces, or with commas outside of braces. */
  private static List<String> globs(String text) {
    List<String> globs = new ArrayList<>();
    StringBuilder glob = new StringBuilder();
    int depth = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      boolean ends = Character.isWhitespace(c) || (c == ',' && depth == 0);
      if (!ends) {
        depth += c == '{' ? 1 : c == '}' ? -1 : 0;
        glob.append(c);
      } else if (!glob.isEmpty()) {
        globs.add(glob.toString());
        glob.setLength(0);
      }
    }
    return globs;
  }
}
