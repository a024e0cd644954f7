package dev.muster.conversation;

import java.util.ArrayList;
import java.util.List;

/**
 * A file of {@code .claude/rules}: its text, and the globs under {@code paths} in its front matter.
 *
 * <p>Of YAML only what such files hold is read: {@code paths:} with a value on the same line (a
 * text, several by commas, or {@code [a, b]}), or with a list of {@code - items} below it.
 *
 * @param paths empty when the rule holds always
 */
record RuleText(List<String> paths, String body) {

  private static final String FENCE = "---";

  static RuleText of(String text) {
    String start = text.startsWith("\uFEFF") ? text.substring(1) : text;
    List<String> lines = start.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().stripTrailing().equals(FENCE)) {
      return new RuleText(List.of(), start);
    }
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).stripTrailing().equals(FENCE)) {
        String body = String.join("\n", lines.subList(i + 1, lines.size()));
        return new RuleText(paths(lines.subList(1, i)), body);
      }
    }
    return new RuleText(List.of(), start);
  }

  private static List<String> paths(List<String> frontMatter) {
    List<String> paths = new ArrayList<>();
    boolean inList = false;
    for (String line : frontMatter) {
      String text = line.strip();
      if (line.startsWith("paths:")) {
        String value = line.substring("paths:".length()).strip();
        inList = value.isEmpty();
        scalars(value, paths);
      } else if (inList && text.startsWith("-")) {
        add(text.substring(1), paths);
      } else if (!text.isEmpty() && !text.startsWith("#")) {
        inList = false;
      }
    }
    return List.copyOf(paths);
  }

  private static void scalars(String value, List<String> paths) {
    String list =
        value.startsWith("[") && value.endsWith("]")
            ? value.substring(1, value.length() - 1)
            : value;
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= list.length(); i++) {
      char c = i < list.length() ? list.charAt(i) : ',';
      if (i == list.length() || (c == ',' && depth == 0)) {
        add(list.substring(from, i), paths);
        from = i + 1;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
    }
  }

  private static void add(String raw, List<String> paths) {
    String value = raw.strip();
    if (value.length() >= 2
        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
        && value.charAt(value.length() - 1) == value.charAt(0)) {
      value = value.substring(1, value.length() - 1);
    }
    if (!value.isEmpty()) {
      paths.add(value);
    }
  }
}
