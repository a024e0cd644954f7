package dev.muster.scriptedmodel.police;

import dev.muster.scriptedmodel.node.Node;
import java.util.List;

/** The rules for cache breakpoints. Used once for each request. */
final class CacheRules {

  private static final int MOST = 4;

  private final Findings findings;
  private int count;
  private boolean shortSeen;

  private CacheRules(Findings findings) {
    this.findings = findings;
  }

  static void check(Node.Obj body, Findings findings) {
    CacheRules rules = new CacheRules(findings);
    rules.list(body.items("tools"), "tools");
    rules.list(body.items("system"), "system");
    List<Node> messages = body.items("messages");
    for (int i = 0; i < messages.size(); i++) {
      if (messages.get(i) instanceof Node.Obj message) {
        rules.list(message.items("content"), "messages." + i + ".content");
      }
    }
    if (body.has("cache_control")) {
      rules.count++;
    }
    if (rules.count > MOST) {
      findings.add(
          Rule.CACHE_COUNT,
          "cache_control",
          "at most 4 blocks may carry cache_control, found " + rules.count);
    }
  }

  private void list(List<Node> blocks, String place) {
    for (int i = 0; i < blocks.size(); i++) {
      if (blocks.get(i) instanceof Node.Obj block) {
        String here = place + "." + i;
        if ("tool_result".equals(block.text("type"))) {
          list(block.items("content"), here + ".content");
        }
        if (block.has("cache_control")) {
          breakpoint(block, here);
        }
      }
    }
  }

  private void breakpoint(Node.Obj block, String place) {
    count++;
    String type = block.text("type", "");
    if ("thinking".equals(type) || "redacted_thinking".equals(type)) {
      findings.add(Rule.CACHE_FORM, place, "cache_control cannot be set on " + type);
    }
    Node.Obj control = block.object("cache_control");
    if (control == null || !"ephemeral".equals(control.text("type"))) {
      findings.add(Rule.CACHE_FORM, place + ".cache_control.type", "must be ephemeral");
      return;
    }
    String ttl = control.text("ttl", "5m");
    if (!"5m".equals(ttl) && !"1h".equals(ttl)) {
      findings.add(Rule.CACHE_FORM, place + ".cache_control.ttl", "must be 5m or 1h");
    } else if ("1h".equals(ttl) && shortSeen) {
      findings.add(Rule.CACHE_FORM, place + ".cache_control.ttl", "1h must not come after 5m");
    }
    shortSeen |= "5m".equals(ttl);
  }
}
