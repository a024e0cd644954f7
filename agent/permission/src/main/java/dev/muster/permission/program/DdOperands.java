package dev.muster.permission.program;

import dev.muster.permission.shell.Word;

/** Reads the operands of {@code dd}, which are names with values. */
final class DdOperands {
  private DdOperands() {}

  static void judge(Call call, Outcome outcome) {
    for (Word word : call.arguments()) {
      String lead = Words.lead(word);
      int equals = lead.indexOf('=');
      String name = equals < 0 || !Words.isOne(word) ? "" : lead.substring(0, equals);
      switch (name) {
        case "if" -> outcome.reads(Words.from(word, equals + 1), false);
        case "of" -> outcome.writes(Words.from(word, equals + 1), false);
        case "bs", "ibs", "obs", "cbs", "count", "skip", "seek", "iseek", "oseek" -> {}
        case "conv", "iflag", "oflag", "status", "speed" -> {}
        default -> outcome.unknown("\"" + Words.shown(word) + "\" of dd is not known");
      }
    }
  }
}
