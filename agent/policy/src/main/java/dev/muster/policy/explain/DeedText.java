package dev.muster.policy.explain;

import dev.muster.permission.program.Deed;
import dev.muster.permission.shell.Word;
import java.util.List;

/** Deeds of commands as clauses. */
final class DeedText {

  private DeedText() {}

  static String of(Deed deed) {
    return switch (deed) {
      case Deed.Reads(Word path, boolean tree) -> "reads " + place(path, tree);
      case Deed.Unchosen(String file) -> "does nothing else unless there is a " + file;
      case Deed.Follows(Word path) -> "follows links in " + WordText.of(path);
      case Deed.Writes(Word path, boolean tree) -> "changes " + place(path, tree);
      case Deed.Removes(Word path, boolean tree) -> "removes " + place(path, tree);
      case Deed.Rewrites(Word below) ->
          "changes files that it does not name"
              + (below == null ? "" : ", below " + WordText.of(below));
      case Deed.Links(Word path, Word target) ->
          "makes " + WordText.of(path) + " another name of " + WordText.of(target);
      case Deed.Runs(List<Word> words, boolean more) -> "runs " + words(words, more);
      case Deed.RunsShell(Word text) -> "has a shell run " + WordText.of(text);
      case Deed.RunsInput input -> "has a shell run what it reads";
      case Deed.RunsCode(String what) -> "runs " + what;
      case Deed.Connects(Word host) ->
          host == null ? "uses the network" : "connects to " + WordText.of(host);
      case Deed.Changes(String what) -> what;
    };
  }

  private static String place(Word path, boolean tree) {
    return WordText.of(path) + (tree ? " and all below it" : "");
  }

  private static String words(List<Word> words, boolean more) {
    StringBuilder text = new StringBuilder();
    for (Word word : words) {
      text.append(text.isEmpty() ? "" : " ").append(WordText.of(word));
    }
    return text.append(more ? " <and more>" : "").toString();
  }
}
