package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.List;

/**
 * Whether messages carry over something of an earlier answer, as they do after a compaction whose
 * summary the model wrote.
 *
 * <p>One line of the answer that has at least {@value #ENOUGH} characters must be found, apart from
 * tags around it; the whole answer where no line is that long. Stateless.
 */
final class CarriedOver {

  private static final int ENOUGH = 12;

  private CarriedOver() {}

  static boolean fromAny(List<String> answers, List<Canonical.Said> messages) {
    for (String answer : answers) {
      if (from(answer, messages)) {
        return true;
      }
    }
    return false;
  }

  private static boolean from(String answer, List<Canonical.Said> messages) {
    boolean anyLong = false;
    for (String raw : answer.split("\n", -1)) {
      String line = withoutTags(raw);
      if (line.length() >= ENOUGH) {
        anyLong = true;
        if (contains(messages, line)) {
          return true;
        }
      }
    }
    String whole = withoutTags(answer);
    return !anyLong && !whole.isEmpty() && contains(messages, whole);
  }

  private static String withoutTags(String line) {
    String text = line.strip();
    while (text.startsWith("<") && text.indexOf('>') > 0) {
      text = text.substring(text.indexOf('>') + 1).strip();
    }
    while (text.endsWith(">") && text.lastIndexOf('<') >= 0) {
      text = text.substring(0, text.lastIndexOf('<')).strip();
    }
    return text;
  }

  private static boolean contains(List<Canonical.Said> messages, String text) {
    for (Canonical.Said said : messages) {
      if (!"user".equals(said.role())) {
        continue;
      }
      for (Node.Obj block : said.blocks()) {
        if (block.text("text", "").contains(text)) {
          return true;
        }
      }
    }
    return false;
  }
}
