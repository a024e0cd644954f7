package dev.muster.permission.program;

import dev.muster.permission.program.Deed.Changes;
import dev.muster.permission.program.Deed.Connects;
import dev.muster.permission.program.Deed.Reads;
import dev.muster.permission.program.Deed.Removes;
import dev.muster.permission.program.Deed.Runs;
import dev.muster.permission.program.Deed.RunsCode;
import dev.muster.permission.program.Deed.RunsShell;
import dev.muster.permission.program.Deed.Writes;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The deeds of one command while they are gathered. One use, one thread. */
final class Outcome {
  private final List<Deed> deeds = new ArrayList<>();
  private @Nullable String unknown;
  private @Nullable Word folder;
  private boolean files;

  /** What is known in the end. */
  Deeds deeds() {
    return unknown == null ? new Deeds.Known(deeds) : new Deeds.Unknown(unknown, files);
  }

  /** It is there to read and write the files that it is told. */
  void isForFiles() {
    files = true;
  }

  boolean isUnknown() {
    return unknown != null;
  }

  /** It may do anything; the first reason stays. */
  void unknown(String reason) {
    unknown = unknown == null ? reason : unknown;
  }

  /** From here on, relative paths count from this folder, itself relative to the one before. */
  void enter(Word path) {
    folder = placed(path);
  }

  void add(Deed deed) {
    deeds.add(deed);
  }

  /** A dash, like a name for an open file, is what was given to the command. */
  void reads(Word path, boolean tree) {
    if (!"-".equals(Words.literal(path)) && !isOpen(path)) {
      add(new Reads(placed(path), tree));
    }
  }

  /** Whether the path is that of a file which the shell has opened for the command. */
  static boolean isOpen(Word path) {
    String lead = Words.lead(path);
    if (!lead.startsWith("/dev/")) {
      return false;
    }
    boolean stream = lead.equals("/dev/stdin") && Words.literal(path) != null;
    return stream || (lead.startsWith("/dev/fd/") && isNumber(path, "/dev/fd/".length()));
  }

  private static boolean isNumber(Word word, int start) {
    String lead = Words.lead(word);
    for (int i = start; i < lead.length(); i++) {
      if (lead.charAt(i) < '0' || lead.charAt(i) > '9') {
        return false;
      }
    }
    return Words.literal(word) != null
        ? lead.length() > start
        : word instanceof Word.Composed(List<Word.Piece> pieces)
            && pieces.size() == 2
            && pieces.getLast() instanceof Word.Piece.Numeral;
  }

  /** A stream that is open already is no file of its own. */
  void writes(Word path, boolean tree) {
    String known = Words.literal(path);
    if (known != null && isStream(known)) {
      return;
    }
    add(new Writes(placed(path), tree));
  }

  private static boolean isStream(String path) {
    return switch (path) {
      case "/dev/null", "/dev/stdout", "/dev/stderr" -> true;
      default -> false;
    };
  }

  /** What links below the folders that are read lead to is read as well. */
  void followsLinks() {
    for (Deed deed : List.copyOf(deeds)) {
      if (deed instanceof Reads(Word path, boolean _)) {
        add(new Deed.Follows(path));
      }
    }
  }

  void removes(Word path, boolean tree) {
    add(new Removes(placed(path), tree));
  }

  void links(Word path, Word target) {
    add(new Deed.Links(placed(path), placed(target)));
  }

  void runs(List<Word> words, boolean more) {
    if (words.isEmpty()) {
      return;
    }
    if (folder == null) {
      add(new Runs(words, more));
    } else {
      code("a command in another folder");
    }
  }

  void runsShell(Word text) {
    if (folder == null) {
      add(new RunsShell(text));
    } else {
      code("a command in another folder");
    }
  }

  void code(String what) {
    add(new RunsCode(what));
  }

  /** Code that says what to do with files, where the program is there for files. */
  void script(String what) {
    code(what);
    if (files) {
      add(new Deed.Rewrites(null));
    }
  }

  void changes(String what) {
    add(new Changes(what));
  }

  void connects(@Nullable Word host) {
    add(new Connects(host));
  }

  private Word placed(Word path) {
    Word base = folder;
    if (base == null || Words.lead(path).startsWith("/")) {
      return path;
    }
    String relative = Words.literal(path);
    if (relative != null) {
      return relative.equals(".") ? base : Words.below(base, relative);
    }
    if (Words.isOne(path) && !Words.lead(path).isEmpty()) {
      return Words.joined(Words.below(base, ""), path);
    }
    return Words.ANYTHING;
  }
}
