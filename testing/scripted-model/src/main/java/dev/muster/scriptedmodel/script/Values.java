package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the values of a request into an answer's texts, where a name stands in braces after a
 * dollar sign.
 *
 * <p>The names are {@code lastToolResult}, {@code lastUserText}, {@code firstUserText}, {@code
 * toolResult:ID}, {@code model}, {@code session}, {@code number} and the script's own variables. A
 * name followed by a tilde and a regular expression stands for the first group (or the whole) of
 * the expression's first match in that value, empty when there is none. A doubled dollar sign
 * before the brace writes one and fills nothing in. What is no known name stays as it is, since
 * scripts quote shell texts too.
 */
public final class Values {

  private final RequestFacts request;
  private final Map<String, String> variables;

  /** Values of one request, with the script's own. */
  public Values(RequestFacts request, Map<String, String> variables) {
    this.request = request;
    this.variables = variables;
  }

  /** The block with every text in it filled. */
  public Node.Obj fill(Node.Obj block) {
    Map<String, Node> filled = new LinkedHashMap<>();
    block.members().forEach((name, value) -> filled.put(name, fillAny(value)));
    return new Node.Obj(filled);
  }

  private Node fillAny(Node value) {
    return switch (value) {
      case Node.Str(String text) -> text.contains("${") ? Node.of(fill(text)) : value;
      case Node.Obj object -> fill(object);
      case Node.Arr(List<Node> items) -> {
        List<Node> filled = new ArrayList<>();
        for (Node item : items) {
          filled.add(fillAny(item));
        }
        yield new Node.Arr(filled);
      }
      case Node.Null _, Node.Bool _, Node.Num _ -> value;
    };
  }

  /** The text with every value filled in. */
  public String fill(String text) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (true) {
      int start = text.indexOf("${", at);
      if (start < 0) {
        return out.append(text, at, text.length()).toString();
      }
      if (start > at && text.charAt(start - 1) == '$') {
        out.append(text, at, start - 1).append("${");
        at = start + 2;
        continue;
      }
      int end = closing(text, start + 2);
      if (end < 0) {
        return out.append(text, at, text.length()).toString();
      }
      out.append(text, at, start);
      String value = value(text.substring(start + 2, end));
      out.append(value == null ? text.substring(start, end + 1) : value);
      at = end + 1;
    }
  }

  private static int closing(String text, int from) {
    int depth = 1;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  private @Nullable String value(String expression) {
    int tilde = expression.indexOf('~');
    if (tilde < 0) {
      return named(expression);
    }
    String whole = named(expression.substring(0, tilde));
    if (whole == null) {
      return null;
    }
    Matcher matcher = Pattern.compile(expression.substring(tilde + 1)).matcher(whole);
    if (!matcher.find()) {
      return "";
    }
    String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    return group == null ? "" : group;
  }

  private @Nullable String named(String name) {
    if (name.startsWith("toolResult:")) {
      return request.toolResults().getOrDefault(name.substring("toolResult:".length()), "");
    }
    return switch (name) {
      case "lastToolResult" -> request.lastToolResult();
      case "lastUserText" -> request.lastUserText();
      case "firstUserText" -> request.firstUserText();
      case "model" -> request.model();
      case "session" -> request.session();
      case "number" -> Integer.toString(request.number());
      default -> variables.get(name);
    };
  }
}
