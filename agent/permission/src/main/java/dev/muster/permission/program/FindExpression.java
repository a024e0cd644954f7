package dev.muster.permission.program;

import dev.muster.permission.ProgramDeeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of {@code find} as GNU's manual tells (find(1), "EXPRESSION"). One use, one
 * thread.
 */
final class FindExpression {
  private final List<Word> words;
  private final Call call;
  private final Outcome outcome;
  private final ProgramDeeds programs;
  private final List<Word> starts = new ArrayList<>();
  private int at;
  private int depth;
  private @Nullable Word found;

  /** Whether what is found where the expression stands is a plain file or folder, and no link. */
  private boolean plainFiles;

  private boolean negated;

  private FindExpression(Call call, Outcome outcome, ProgramDeeds programs) {
    this.words = call.arguments();
    this.call = call;
    this.outcome = outcome;
    this.programs = programs;
  }

  static void judge(Call call, Outcome outcome, ProgramDeeds programs) {
    new FindExpression(call, outcome, programs).read();
  }

  private void read() {
    // -L is not among them: it would follow links out of the folders that are decided about.
    while (at < words.size() && isLeadingOption(Words.literal(words.get(at)))) {
      at++;
    }
    while (at < words.size() && isStart(words.get(at))) {
      starts.add(words.get(at++));
    }
    if (starts.isEmpty()) {
      starts.add(Words.of("."));
    }
    for (Word start : starts) {
      outcome.reads(start, true);
    }
    while (at < words.size() && !outcome.isUnknown()) {
      primary(words.get(at++));
    }
  }

  private static boolean isLeadingOption(@Nullable String word) {
    return word != null
        && switch (word) {
          case "-H", "-P", "-O0", "-O1", "-O2", "-O3" -> true;
          default -> false;
        };
  }

  /** Whether a word is where the search starts; no primary has a slash in it. */
  private static boolean isStart(Word word) {
    String lead = Words.lead(word);
    if (lead.isEmpty()) {
      return word instanceof Word.Composed(List<Word.Piece> pieces) && hasSlash(pieces);
    }
    boolean operator = lead.equals("(") || lead.equals(")") || lead.equals("!") || lead.equals(",");
    return lead.charAt(0) != '-' && !operator;
  }

  private static boolean hasSlash(List<Word.Piece> pieces) {
    for (Word.Piece piece : pieces) {
      if (piece instanceof Word.Piece.Fixed(String text) && text.indexOf('/') >= 0) {
        return true;
      }
    }
    return false;
  }

  private void primary(Word word) {
    String name = Words.literal(word);
    if (name == null) {
      outcome.unknown("A word of find that is not known could be an action");
      return;
    }
    boolean not = negated;
    negated = name.equals("!") || name.equals("-not");
    switch (name) {
      case "(" -> depth++;
      case ")" -> depth--;
      case "-o", "-or", "," -> plainFiles &= depth > 0;
      case "-exec", "-ok" -> started(true, not);
      case "-execdir", "-okdir" -> started(false, not);
      case "-delete" -> remove();
      case "-fprint", "-fprint0", "-fls" -> writes(name);
      case "-fprintf" -> {
        writes(name);
        value(name);
      }
      case "-type" -> {
        String type = Words.literal(value(name));
        plainFiles |= depth == 0 && !not && ("f".equals(type) || "d".equals(type));
      }
      default -> {
        if (takesFile(name)) {
          outcome.reads(value(name), false);
        } else if (takesValue(name)) {
          value(name);
        } else if (!takesNothing(name)) {
          outcome.unknown("\"" + name + "\" of find is not known to be harmless");
        }
      }
    }
  }

  private Word value(String name) {
    if (at == words.size() || !Words.isOne(words.get(at))) {
      outcome.unknown("The value of \"" + name + "\" of find is missing or may be several words");
      return Words.ANYTHING;
    }
    return words.get(at++);
  }

  private void remove() {
    for (Word start : starts) {
      outcome.removes(start, true);
    }
  }

  private void writes(String name) {
    outcome.writes(value(name), false);
  }

  /**
   * Reads a command that is started, up to its end.
   *
   * @param here whether it runs in the folder of find itself
   */
  private void started(boolean here, boolean not) {
    List<Word> command = new ArrayList<>();
    boolean ended = false;
    while (at < words.size() && !ended) {
      Word word = words.get(at++);
      String text = Words.literal(word);
      ended = ";".equals(text) || ("+".equals(text) && endsInPlace(command));
      if (!ended) {
        command.add(word);
      }
    }
    if (!ended || command.isEmpty()) {
      outcome.unknown("The command of find has no end");
      return;
    }
    if (!here) {
      outcome.code("a command in the folders that are found");
      outcome.runs(replaced(command, Words.ANYTHING), true);
    } else if (readsWhatIsFound(command)) {
      if (!plainFiles || depth > 0 || not) {
        outcome.followsLinks();
      }
      outcome.runs(replaced(command, starts.getFirst()), false);
    } else {
      outcome.runs(replaced(command, found()), false);
      if (Words.isMarkInside(command, "{}")) {
        // As it is written too, since what a text with unknown words in it runs is not told.
        outcome.runs(command, false);
      }
    }
  }

  private static boolean endsInPlace(List<Word> command) {
    return !command.isEmpty() && "{}".equals(Words.literal(command.getLast()));
  }

  /**
   * Whether the command at most reads what is found, which are below where the search starts, and
   * so already among what is read, unless it is a link.
   */
  private boolean readsWhatIsFound(List<Word> command) {
    for (Word word : command) {
      String text = Words.literal(word);
      // So that whatever varies in what is read is a path that was found, and nothing more.
      if (text == null || (text.contains("{}") && !text.equals("{}"))) {
        return false;
      }
    }
    List<Word> tried = replaced(command, found());
    ShellCommand inner =
        new ShellCommand(List.of(), tried, List.of(), call.input(), call.folder(), "");
    if (!(programs.of(inner) instanceof Deeds.Known known) || !known.onlyReads()) {
      return false;
    }
    for (Deed deed : known.deeds()) {
      // A tree is not only the file that was found.
      if (!(deed instanceof Deed.Reads(Word path, boolean tree))) {
        return false;
      }
      if (tree && Words.literal(path) == null) {
        return false;
      }
    }
    return true;
  }

  /** One of the paths that are found: below where the search starts, and so no option. */
  private Word found() {
    if (found == null) {
      String lead = starts.size() == 1 ? Words.lead(starts.getFirst()) : "";
      boolean plain = !lead.isEmpty() && Words.isOne(starts.getFirst());
      found =
          plain
              ? Words.joined(starts.getFirst(), Words.ANYTHING)
              : Words.joined(Words.of(startsPlainly() ? "./" : ""), Words.ANYTHING);
    }
    return found;
  }

  /** Whether no path that is found can look like an option: none of the starts does. */
  private boolean startsPlainly() {
    for (Word start : starts) {
      if (Words.mayBeOption(start)) {
        return false;
      }
    }
    return true;
  }

  /** The command with what stands for a path that is found in place of its marks. */
  private static List<Word> replaced(List<Word> command, Word path) {
    List<Word> words = new ArrayList<>(command.size());
    for (Word word : command) {
      String text = Words.literal(word);
      if ("{}".equals(text)) {
        words.add(path);
      } else if (text != null && text.contains("{}")) {
        words.add(Words.replaced(text, "{}", path));
      } else {
        words.add(word);
      }
    }
    return words;
  }

  private static boolean takesNothing(String word) {
    return switch (word) {
      case "(", ")", "!", ",", "-a", "-o", "-and", "-or", "-not", "-true", "-false" -> true;
      case "-print", "-print0", "-ls", "-prune", "-quit", "-depth", "-d" -> true;
      case "-mount", "-xdev", "-daystart", "-noleaf", "-ignore_readdir_race" -> true;
      case "-noignore_readdir_race", "-warn", "-nowarn", "-empty", "-readable" -> true;
      case "-writable", "-executable", "-nouser", "-nogroup", "-help", "--help" -> true;
      case "-version", "--version" -> true;
      default -> false;
    };
  }

  private static boolean takesValue(String word) {
    return switch (word) {
      case "-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename", "-regex" -> true;
      case "-iregex", "-lname", "-ilname", "-regextype", "-xtype", "-size" -> true;
      case "-mtime", "-mmin", "-atime", "-amin", "-ctime", "-cmin", "-used", "-user" -> true;
      case "-group", "-uid", "-gid", "-perm", "-links", "-inum", "-maxdepth" -> true;
      case "-mindepth", "-fstype", "-printf", "-newermt", "-newerat", "-newerct" -> true;
      default -> false;
    };
  }

  private static boolean takesFile(String word) {
    return switch (word) {
      case "-newer", "-anewer", "-cnewer", "-samefile" -> true;
      case "-neweraa", "-newerac", "-neweram", "-newerca", "-newercc", "-newercm" -> true;
      case "-newerma", "-newermc", "-newermm" -> true;
      default -> false;
    };
  }
}
