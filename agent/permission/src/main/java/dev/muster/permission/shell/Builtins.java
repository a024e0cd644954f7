package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.syntax.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the commands of the shell itself do to it. */
final class Builtins {

  /**
   * A command that is run, its words known to be listed already.
   *
   * @param words with the name
   * @param own the assignments before it
   */
  record Call(
      Node.Simple node,
      String name,
      List<Word> words,
      List<Assignment> own,
      Redirections redirections) {

    /** The arguments without the name. */
    List<Word> arguments() {
      return words.subList(1, words.size());
    }

    /** The command after some of the words. */
    Call from(int index, String newName) {
      return new Call(node, newName, words.subList(index, words.size()), own, redirections);
    }
  }

  private final Run run;
  private final Folders folders;
  private final Declarations declarations;
  private final Reads reads;
  private final Options options;
  private final Texts texts;

  Builtins(Run run) {
    this.run = run;
    this.folders = new Folders(run);
    this.declarations = new Declarations(run);
    this.reads = new Reads(run);
    this.options = new Options(run);
    this.texts = new Texts(run);
  }

  /** Whether a command surely reads nothing of its input. */
  static boolean leavesInput(String name) {
    return switch (name) {
      case "echo", "printf", "cd", "pwd", "test", "[", "true", "false", ":", "export" -> true;
      case "set", "local", "declare", "readonly", "shift", "return", "exit", "unset", "trap" ->
          true;
      default -> false;
    };
  }

  /** Runs a command; programs leave the shell as it was. */
  Outcome run(Call call) {
    return switch (call.name()) {
      case "cd" -> folders.enter(call);
      case "pushd" -> folders.push(call);
      case "popd" -> folders.pop(call);
      case "eval" -> texts.eval(call);
      case "trap" -> texts.trap(call);
      case "source", "." -> texts.source(call);
      case "exec" -> exec(call);
      case "command" -> command(call);
      case "builtin" -> builtin(call);
      case "export", "declare", "typeset", "local", "readonly" -> declarations.declare(call);
      case "unset" -> declarations.unset(call);
      case "read" -> reads.read(call);
      case "mapfile", "readarray" -> reads.lines(call);
      case "getopts" -> reads.options(call);
      case "printf" -> reads.printf(call);
      case "wait" -> reads.wait(call);
      case "let" -> let(call);
      case "test", "[" -> test(call);
      case "set" -> options.set(call);
      case "shopt" -> options.shopt(call);
      case "shift" -> shift(call);
      case "break", "continue" -> jump(call);
      case "return" -> leave(run.executor.simple().functions().leave());
      case "exit", "logout" -> exit(call);
      case "hash", "enable", "jobs", "compgen" -> sometimes(call);
      case "bind", "complete", "compopt", "fc", "alias", "unalias" -> seldom(call);
      default -> Outcome.either(run.state);
    };
  }

  private Outcome exec(Call call) {
    int i = 1;
    while (i < call.words().size()) {
      String word = Words.literal(call.words().get(i));
      if (word == null || !word.startsWith("-")) {
        break;
      }
      i += word.equals("-a") ? 2 : 1;
      if (word.equals("--")) {
        break;
      }
    }
    if (i < call.words().size()) {
      // Where the program cannot be started, bash ends, unless told otherwise.
      return named(call, i) ? Outcome.either(run.state) : unknownName();
    }
    if (call.redirections().input() != null) {
      run.state = run.state.with(new ShellCommand.Input.Piped());
    }
    return Outcome.either(run.state);
  }

  private static boolean named(Call call, int index) {
    return Words.literal(call.words().get(index)) != null;
  }

  private Outcome unknownName() {
    run.giveUp("a command whose name is not certain");
    return Outcome.either(run.state);
  }

  private Outcome command(Call call) {
    int i = 1;
    while (i < call.words().size()) {
      String word = Words.literal(call.words().get(i));
      if (word == null || !word.startsWith("-") || word.equals("-")) {
        break;
      }
      i++;
      if (word.equals("--")) {
        break;
      }
      if (word.indexOf('v') > 0 || word.indexOf('V') > 0) {
        return Outcome.either(run.state);
      }
    }
    return behind(call, i);
  }

  private Outcome builtin(Call call) {
    int i = call.words().size() > 1 && "--".equals(Words.literal(call.words().get(1))) ? 2 : 1;
    return behind(call, i);
  }

  /** The command that stands behind another one; never a function. */
  private Outcome behind(Call call, int index) {
    if (index >= call.words().size()) {
      return Outcome.either(run.state);
    }
    String name = Words.literal(call.words().get(index));
    return name == null ? unknownName() : run(call.from(index, name));
  }

  private Outcome let(Call call) {
    State before = run.state;
    for (Word word : call.arguments()) {
      run.arithmetic.evaluate(Words.value(word));
    }
    return new Outcome(run.state, run.join(before, run.state));
  }

  private Outcome test(Call call) {
    List<Word> words = call.arguments();
    boolean bracket = call.name().equals("[") && !words.isEmpty();
    List<Word> tested = bracket ? words.subList(0, words.size() - 1) : words;
    if (!TestWords.areHarmless(tested)) {
      run.giveUp("a test that may evaluate a subscript");
    }
    return Outcome.either(run.state);
  }

  private Outcome shift(Call call) {
    List<Word> arguments = run.state.arguments();
    String count = call.words().size() == 1 ? "1" : Words.literal(call.words().get(1));
    if (arguments == null) {
      return Outcome.either(run.state);
    }
    int shifted = "1".equals(count) ? 1 : "2".equals(count) ? 2 : -1;
    boolean known = shifted > 0 && call.words().size() <= 2;
    for (int i = 0; known && i < Math.min(shifted, arguments.size()); i++) {
      known = Words.isSingle(arguments.get(i));
    }
    if (!known) {
      return Outcome.either(run.state.withArguments(null));
    }
    if (shifted > arguments.size()) {
      return new Outcome(null, run.state);
    }
    State shorter = run.state.withArguments(arguments.subList(shifted, arguments.size()));
    return new Outcome(shorter, null);
  }

  private Outcome jump(Call call) {
    boolean breaks = call.name().equals("break");
    String levels = call.words().size() == 1 ? "1" : Words.literal(call.words().get(1));
    if (levels == null
        || levels.length() != 1
        || levels.charAt(0) < '1'
        || levels.charAt(0) > '9') {
      // Every loop around may be meant, or none.
      for (int i = 1; i < 10; i++) {
        run.executor.loops().jump(breaks, i);
      }
      return Outcome.either(run.state);
    }
    Outcome outcome = run.executor.loops().jump(breaks, levels.charAt(0) - '0');
    return leave(outcome);
  }

  /** Where there is nothing to leave, bash says so and goes on. */
  private Outcome leave(@Nullable Outcome outcome) {
    return outcome == null ? Outcome.either(run.state) : outcome;
  }

  private Outcome exit(Call call) {
    // With two arguments it may go on.
    int size = call.words().size();
    boolean plain = size == 1 || (size == 2 && Words.isSingle(call.words().get(1)));
    return plain ? Outcome.NONE : Outcome.either(run.state);
  }

  private Outcome sometimes(Call call) {
    boolean harmless = true;
    for (Word word : call.arguments()) {
      String literal = Words.literal(word);
      harmless &= literal != null && isHarmless(call.name(), literal);
    }
    if (!harmless) {
      run.giveUp("a form of \"" + call.name() + "\" that may change or run commands");
    }
    return Outcome.either(run.state);
  }

  private static boolean isHarmless(String name, String word) {
    return switch (name) {
      case "hash" -> !word.startsWith("-") || word.equals("-r") || word.equals("-t");
      case "enable" -> word.equals("-p") || word.equals("-a") || word.equals("-s");
      case "jobs" -> !word.startsWith("-x");
      case "compgen" -> word.length() == 2 && "abckev".indexOf(word.charAt(1)) >= 0;
      default -> false;
    };
  }

  private Outcome seldom(Call call) {
    boolean aliases = call.name().endsWith("alias");
    // Aliases are not expanded by a shell that is not interactive.
    if (!aliases) {
      run.giveUp("\"" + call.name() + "\"");
    }
    return Outcome.either(run.state);
  }
}
