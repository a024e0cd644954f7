package dev.muster.permission.program;

import dev.muster.permission.program.language.AwkProgram;
import dev.muster.permission.program.language.JqFilter;
import dev.muster.permission.program.language.Meaning;
import dev.muster.permission.program.language.SedScript;
import dev.muster.permission.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what follows from an operand or a value by its role. One use, one thread. */
final class RoleDeeds {
  private final Outcome outcome;
  private final String name;
  private final boolean tree;
  private @Nullable String script;

  /**
   * Starts with nothing.
   *
   * @param name of the program, for people
   * @param tree whether files are read, written and removed with everything below
   */
  RoleDeeds(Outcome outcome, String name, boolean tree) {
    this.outcome = outcome;
    this.name = name;
    this.tree = tree;
  }

  Outcome outcome() {
    return outcome;
  }

  /** What follows from one operand or value. */
  void one(Role role, Word word) {
    String text = Words.literal(word);
    switch (role) {
      case WORD, PATTERN -> {}
      case NAME -> require(text != null && isName(text), word);
      case ASSIGNMENT -> {
        int equals = Words.isOne(word) ? Words.lead(word).indexOf('=') : -1;
        require(equals > 0 && isName(Words.lead(word).substring(0, equals)), word);
      }
      case VARIABLE -> require(text != null && Environment.isPublic(text), word);
      case SECONDS -> require(text != null && isShort(text), word);
      case FORMAT -> require(text != null && !setsVariable(text), word);
      case KEY -> require(text != null && text.indexOf('.') > 0, word);
      case GIT_FORMAT -> require(text != null && !GitConfigRules.mentionsSignature(text), word);
      case PLUS -> require(Words.isOne(word) && Words.lead(word).startsWith("+"), word);
      case REVISION -> revision(word);
      case FILE -> outcome.reads(word, tree);
      case FOLDER -> {
        require(!"-".equals(text) && !"".equals(text), word);
        outcome.reads(word, false);
      }
      case FILE_NOT_AT -> {
        String lead = Words.lead(word);
        require(
            text != null ? !text.startsWith("@") : !lead.isEmpty() && lead.charAt(0) != '@', word);
        outcome.reads(word, tree);
      }
      case TREE -> outcome.reads(word, true);
      case WRITE -> outcome.writes(word, tree);
      case FILL -> outcome.writes(word, true);
      case BACKUP -> outcome.add(new Deed.Rewrites(null));
      case REMOVE -> outcome.removes(word, tree);
      case AT_FILE -> atFile(word);
      case HOST -> outcome.connects(word);
      case URL -> UrlDeeds.of(word, outcome);
      case ARCHIVE -> archive(word);
      case CODE -> outcome.code("code for " + name);
      case SOURCE -> script(word);
      case PROGRAM -> outcome.runs(List.of(word), true);
      case TEXT -> outcome.runsShell(word);
      case ALIAS -> alias(word);
      case TEMPLATE -> rest(role, List.of(word));
      case SED -> sed(word);
      case SED_FILE -> {
        outcome.writes(word, false);
        if (text != null && SedScript.read(text) instanceof Meaning.Known known) {
          follow(known);
        }
      }
      case AWK -> follow(text == null ? partly() : AwkProgram.read(text));
      case JQ -> follow(text == null ? partly() : JqFilter.read(text));
      case SCRIPT, COMMAND, COMMAND_MORE, SHELL -> rest(role, List.of(word));
      case COPIED, MOVED, LINKED, POINTED, TARGET, INTO ->
          throw new IllegalStateException("taken elsewhere");
    }
  }

  private void alias(Word word) {
    int equals = Words.lead(word).indexOf('=');
    if (equals > 0) {
      outcome.runsShell(Words.from(word, equals + 1));
    }
  }

  /** What follows from a word and all that follow it. */
  void rest(Role role, List<Word> words) {
    Word first = words.getFirst();
    String text = Words.literal(first);
    if (role == Role.SCRIPT) {
      script(first);
    } else if (role == Role.TEMPLATE) {
      template(words);
    } else if (role == Role.SHELL) {
      outcome.runsShell(Words.spaced(words));
    } else if (words.size() > 1 && ("-c".equals(text) || "--command".equals(text))) {
      outcome.runsShell(words.get(1));
    } else if (words.size() > 1 && Words.lead(first).indexOf('=') > 0) {
      // As sudo takes them: variables for the command.
      outcome.code("whatever the variable in " + Words.shown(first) + " leads to");
      rest(role, words.subList(1, words.size()));
    } else if (!Words.lead(first).isEmpty() && Words.mayBeOption(first)) {
      outcome.unknown("It is not certain which command " + name + " starts");
    } else {
      outcome.runs(words, role == Role.COMMAND_MORE);
    }
  }

  /** As {@code parallel} takes it: up to three colons, after which what is put in comes. */
  private void template(List<Word> words) {
    int end = 0;
    while (end < words.size() && !Words.lead(words.get(end)).startsWith(":::")) {
      end++;
    }
    outcome.code("commands that " + name + " makes of its arguments and input");
    boolean text = end == 1 && Words.shown(words.getFirst()).indexOf(' ') >= 0;
    if (text) {
      outcome.runsShell(words.getFirst());
    } else if (end > 0) {
      outcome.runs(words.subList(0, end), true);
    }
  }

  private void script(Word file) {
    if ("-".equals(Words.literal(file)) || "/dev/stdin".equals(Words.literal(file))) {
      outcome.add(new Deed.RunsInput());
    } else if (Outcome.isOpen(file)) {
      outcome.runsShell(Words.ANYTHING);
    } else {
      outcome.reads(file, false);
      outcome.script("the script " + Words.shown(file));
    }
  }

  /** What follows once all are told. */
  void finish() {
    if (script != null) {
      follow(SedScript.read(script));
    }
  }

  private void require(boolean harmless, Word word) {
    if (!harmless) {
      outcome.unknown("\"" + Words.shown(word) + "\" of " + name + " is not known to be harmless");
    }
  }

  /**
   * A number that is not known may stand where addresses do, since nothing else can begin with one.
   * Several scripts are one, a line each: the first may end in the middle of a command.
   */
  private void sed(Word word) {
    String text = Words.withNumbers(word);
    if (text == null) {
      follow(partly());
    } else {
      script = script == null ? text : script + "\n" + text;
    }
  }

  private Meaning partly() {
    return new Meaning.Unknown("The program given to " + name + " is not wholly known");
  }

  private void follow(Meaning meaning) {
    switch (meaning) {
      case Meaning.Unknown(String reason) -> outcome.unknown(reason);
      case Meaning.Known(List<Meaning.Act> acts) -> acts.forEach(this::follow);
    }
  }

  private void follow(Meaning.Act act) {
    switch (act) {
      case Meaning.Reads(String file) -> outcome.reads(orAnything(file), false);
      case Meaning.Writes(String file) -> outcome.writes(orAnything(file), false);
      case Meaning.Runs(String text) -> outcome.runsShell(orAnything(text));
    }
  }

  private static Word orAnything(@Nullable String text) {
    return text == null ? Words.ANYTHING : Words.of(text);
  }

  private static boolean isName(String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    // A list of values may have subscripts, which are evaluated.
    if (equals >= 0 && text.startsWith("(", equals + 1)) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '_') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  /** Up to a minute, so that nothing hangs unasked. */
  private static boolean isShort(String text) {
    String digits = text.endsWith("s") ? text.substring(0, text.length() - 1) : text;
    int points = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      points += c == '.' ? 1 : 0;
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    boolean number =
        points <= 1 && !digits.isEmpty() && !digits.equals(".") && digits.length() <= 5;
    return number && Double.parseDouble(digits) <= 60;
  }

  /** Whether a conversion of the format puts a number into a variable. */
  private static boolean setsVariable(String format) {
    for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', i)) {
      i++;
      while (i < format.length() && "-+ #0123456789.*'hlLqjzt".indexOf(format.charAt(i)) >= 0) {
        i++;
      }
      if (i < format.length() && format.charAt(i) == 'n') {
        return true;
      }
      i = Math.min(i + 1, format.length());
    }
    return false;
  }

  private void revision(Word word) {
    if (Words.isObject(word)) {
      return;
    }
    if (Words.hasUnknownText(word)) {
      outcome.reads(Words.ANYTHING, true);
      return;
    }
    if (!"".equals(Words.literal(word))) {
      outcome.reads(word, true);
    }
    // What follows the colon is a file as it was in some commit.
    String lead = Words.lead(word);
    int colon = lead.lastIndexOf(':');
    if (colon >= 0 && !"".equals(Words.literal(Words.from(word, colon + 1)))) {
      outcome.reads(Words.from(word, colon + 1), true);
    }
  }

  private void atFile(Word word) {
    String lead = Words.lead(word);
    if (lead.startsWith("@")) {
      outcome.reads(Words.from(word, 1), false);
    } else if (lead.isEmpty() && Words.literal(word) == null) {
      outcome.reads(Words.ANYTHING, false);
    }
  }

  private void archive(Word word) {
    String text = Words.literal(word);
    if (text == null) {
      outcome.unknown("The archive's name is not known, and could name another machine");
    } else if (text.indexOf(':') >= 0) {
      outcome.connects(Words.of(text.substring(0, text.indexOf(':'))));
    } else {
      outcome.reads(word, false);
    }
  }
}
