package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a client has had to the end, and in which forms it may come back.
 *
 * @param blocks what was said
 * @param unparsed ids of the tool uses whose input was not JSON: they may come back with any object
 * @param model the model that was asked; another one need not be sent its thinking
 * @param anything whether the script sent events of its own making, so that what was said is not
 *     known
 */
public record GivenAnswer(
    List<Node.Obj> blocks,
    Set<String> unparsed,
    String model,
    String stopReason,
    boolean anything) {

  public GivenAnswer {
    blocks = List.copyOf(blocks);
    unparsed = Set.copyOf(unparsed);
  }

  /**
   * Whether the client may act as if the answer had never come: it had nothing in it that must be
   * sent back, or was a refusal.
   */
  boolean maybeLeftOut(String askedModel) {
    if (anything || "refusal".equals(stopReason)) {
      return true;
    }
    for (int i = 0; i < blocks.size(); i++) {
      if (!optional(i, askedModel)) {
        return false;
      }
    }
    return true;
  }

  /** Everything that was said as text. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Node.Obj block : blocks) {
      text.append(block.text("text", "")).append('\n');
    }
    return text.toString();
  }

  /**
   * Compares with what a client says was said.
   *
   * @param from index of the first block to compare: those before are of an earlier message
   * @return what differs, or {@code null}
   */
  @Nullable Difference compare(List<Node.Obj> said, int from, String askedModel, String place) {
    if (anything) {
      return null;
    }
    int at = from;
    for (int i = 0; i < blocks.size(); i++) {
      Node.Obj given = Canonical.block(blocks.get(i));
      if (at < said.size() && same(given, said.get(at))) {
        at++;
      } else if (!optional(i, askedModel)) {
        return difference(given, at < said.size() ? said.get(at) : null, place + ".content." + at);
      }
    }
    if (at < said.size()) {
      return new Difference(
          Rule.HISTORY_CHANGED,
          place + ".content." + at,
          "was not part of the answer: " + Difference.shown(said.get(at).json()));
    }
    return null;
  }

  private boolean same(Node.Obj given, Node.Obj said) {
    if (unparsed.contains(given.text("id", ""))) {
      return given.without("input").equals(said.without("input"));
    }
    return given.equals(said);
  }

  private boolean optional(int index, String askedModel) {
    Node.Obj block = blocks.get(index);
    String type = block.text("type", "");
    if (type.endsWith("thinking") && !model.equals(askedModel)) {
      return true;
    }
    if ("text".equals(type) && block.text("text", "").isBlank()) {
      return true;
    }
    boolean cut = "max_tokens".equals(stopReason) || "refusal".equals(stopReason);
    return cut && index == blocks.size() - 1;
  }

  private static Difference difference(Node.Obj given, Node.@Nullable Obj said, String place) {
    String type = given.text("type", "");
    Rule rule = type.endsWith("thinking") ? Rule.THINKING_ALTERED : Rule.HISTORY_CHANGED;
    return new Difference(
        rule,
        place,
        "must repeat the answer "
            + Difference.shown(given.json())
            + ", is "
            + (said == null ? "absent" : Difference.shown(said.json())));
  }
}
