package dev.muster.permission.program;

import java.util.ArrayList;
import java.util.List;

/** Writes deeds as the examples of profiles do. */
final class DeedText {
  private DeedText() {}

  /** Whether it does nothing but read, and never what its words do not tell of. */
  static boolean readsWhatItTells(Deeds deeds) {
    if (!(deeds instanceof Deeds.Known known) || !known.onlyReads()) {
      return false;
    }
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.Reads reads && reads.path().equals(Words.ANYTHING)) {
        return false;
      }
    }
    return true;
  }

  static String of(Deeds deeds) {
    return switch (deeds) {
      case Deeds.Unknown(String reason, boolean _) -> "unknown: " + reason;
      case Deeds.Known(List<Deed> known) -> {
        List<String> texts = new ArrayList<>();
        for (Deed deed : known) {
          texts.add(of(deed));
        }
        yield String.join("; ", texts);
      }
    };
  }

  private static String of(Deed deed) {
    return switch (deed) {
      case Deed.Reads(var path, boolean tree) -> "reads " + path(Words.shown(path), tree);
      case Deed.Unchosen(String file) -> "unless " + file;
      case Deed.Follows(var path) -> "follows " + Words.shown(path);
      case Deed.Writes(var path, boolean tree) -> "writes " + path(Words.shown(path), tree);
      case Deed.Removes(var path, boolean tree) -> "removes " + path(Words.shown(path), tree);
      case Deed.Rewrites(var below) ->
          "rewrites" + (below == null ? "" : " below " + Words.shown(below));
      case Deed.Links(var path, var target) ->
          "links " + Words.shown(path) + " -> " + Words.shown(target);
      case Deed.Runs(var words, boolean more) -> "runs " + words(words) + (more ? " …" : "");
      case Deed.RunsShell(var text) -> "shell " + Words.shown(text);
      case Deed.RunsInput() -> "input";
      case Deed.RunsCode(String what) -> "code " + what;
      case Deed.Connects(var host) -> host == null ? "connects" : "connects " + Words.shown(host);
      case Deed.Changes(String what) -> "changes " + what;
    };
  }

  private static String words(List<dev.muster.permission.shell.Word> words) {
    List<String> shown = new ArrayList<>();
    words.forEach(word -> shown.add(Words.shown(word)));
    return String.join(" ", shown);
  }

  private static String path(String path, boolean tree) {
    return !tree ? path : path.endsWith("/") ? path + "**" : path + "/**";
  }
}
