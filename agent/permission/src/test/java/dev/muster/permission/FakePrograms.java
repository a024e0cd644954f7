package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** Knows a handful of programs, in plain forms. */
final class FakePrograms implements ProgramDeeds {

  @Override
  public Deeds of(ShellCommand command) {
    List<Word> words = command.words();
    if (!(words.getFirst() instanceof Word.Literal(String path))) {
      return new Deeds.Unknown("The program is not known");
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    for (ShellCommand.Assignment assignment : command.assignments()) {
      if (assignment.name().equals("LD_PRELOAD")) {
        return new Deeds.Unknown("The loader obeys a variable");
      }
    }
    List<Word> arguments = words.subList(1, words.size());
    for (Word argument : arguments) {
      if (argument instanceof Word.Literal(String text)
          && text.startsWith("--")
          && !text.equals("--")
          && !text.startsWith("--target")) {
        return new Deeds.Unknown("An option is not known");
      }
    }
    return switch (name) {
      case "cat", "head", "wc", "xxd" -> reads(operands(arguments), false);
      case "ls" -> reads(orFolder(operands(arguments)), false);
      case "grep" -> grep(arguments);
      case "echo", "pwd", "true", "test" -> new Deeds.Known(List.of());
      case "git" -> git(arguments);
      case "mkdir", "touch", "tee" -> writes(operands(arguments));
      case "chmod" -> writes(arguments.subList(1, arguments.size()));
      case "cp", "mv" -> transfer(name.equals("mv"), arguments);
      case "rm" -> removes(arguments);
      case "ln" -> links(operands(arguments));
      case "sed" -> sed(arguments);
      case "find" -> find(arguments);
      case "bash", "sh" -> shell(arguments);
      case "eval" -> known(new Deed.RunsShell(new Word.Literal(joined(arguments))));
      case "source", "." -> script(arguments);
      default -> starts(name, arguments);
    };
  }

  private static Deeds known(Deed... deeds) {
    return new Deeds.Known(List.of(deeds));
  }

  private static boolean isOption(Word word) {
    return word instanceof Word.Literal(String text) && text.startsWith("-");
  }

  private static boolean is(Word word, String wanted) {
    return word instanceof Word.Literal(String text) && text.equals(wanted);
  }

  private static List<Word> operands(List<Word> arguments) {
    List<Word> operands = new ArrayList<>();
    for (Word argument : arguments) {
      if (!isOption(argument)) {
        operands.add(argument);
      }
    }
    return operands;
  }

  private static List<Word> orFolder(List<Word> operands) {
    return operands.isEmpty() ? List.of(new Word.Literal(".")) : operands;
  }

  private static Deeds reads(List<Word> paths, boolean tree) {
    List<Deed> deeds = new ArrayList<>();
    paths.forEach(path -> deeds.add(new Deed.Reads(path, tree)));
    return new Deeds.Known(deeds);
  }

  private static Deeds grep(List<Word> arguments) {
    List<Word> operands = operands(arguments);
    boolean tree = arguments.stream().anyMatch(word -> is(word, "-r"));
    return reads(operands.isEmpty() ? operands : operands.subList(1, operands.size()), tree);
  }

  private static Deeds git(List<Word> arguments) {
    List<Word> operands = operands(arguments);
    boolean reading =
        !operands.isEmpty()
            && (is(operands.getFirst(), "status") || is(operands.getFirst(), "log"));
    return reading
        ? reads(List.of(new Word.Literal(".")), false)
        : known(new Deed.Changes("changes the repository"));
  }

  private static Deeds writes(List<Word> paths) {
    List<Deed> deeds = new ArrayList<>();
    paths.forEach(path -> deeds.add(new Deed.Writes(path, false)));
    return new Deeds.Known(deeds);
  }

  private static Deeds transfer(boolean move, List<Word> arguments) {
    boolean tree = arguments.stream().anyMatch(word -> is(word, "-r"));
    List<Word> operands = operands(arguments);
    if (operands.size() < 2 && !is(arguments.getFirst(), "-t")) {
      return new Deeds.Unknown("There is no target");
    }
    Word target = is(arguments.getFirst(), "-t") ? operands.removeFirst() : operands.removeLast();
    List<Deed> deeds = new ArrayList<>();
    for (Word source : operands) {
      String name = LineRules.baseName(Shown.word(source));
      deeds.add(new Deed.Reads(source, tree || move));
      deeds.add(new Deed.Writes(target, false));
      deeds.add(new Deed.Writes(new Word.Literal(Shown.word(target) + "/" + name), tree));
      if (move) {
        deeds.add(new Deed.Removes(source, true));
      }
    }
    return new Deeds.Known(deeds);
  }

  private static Deeds removes(List<Word> arguments) {
    boolean tree =
        arguments.stream()
            .anyMatch(word -> word instanceof Word.Literal(String text) && text.startsWith("-r"));
    List<Deed> deeds = new ArrayList<>();
    operands(arguments).forEach(path -> deeds.add(new Deed.Removes(path, tree)));
    return new Deeds.Known(deeds);
  }

  private static Deeds links(List<Word> operands) {
    return operands.size() == 2
        ? known(new Deed.Links(operands.get(1), operands.get(0)))
        : new Deeds.Unknown("Only two operands are known");
  }

  private static Deeds sed(List<Word> arguments) {
    boolean inPlace = arguments.stream().anyMatch(word -> is(word, "-i"));
    List<Word> operands = operands(arguments);
    List<Word> files = operands.isEmpty() ? operands : operands.subList(1, operands.size());
    return inPlace ? writes(files) : reads(files, false);
  }

  private static Deeds find(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (is(arguments.get(i), "-delete")) {
        return known(new Deed.Removes(arguments.getFirst(), true));
      }
      if (is(arguments.get(i), "-exec")) {
        return known(
            new Deed.Reads(arguments.getFirst(), true),
            new Deed.Runs(arguments.subList(i + 1, arguments.size() - 1), true));
      }
    }
    return reads(List.of(arguments.getFirst()), true);
  }

  private static Deeds shell(List<Word> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      if (arguments.get(i) instanceof Word.Literal(String option)
          && option.startsWith("-")
          && option.endsWith("c")) {
        List<Word> texts = operands(arguments.subList(i + 1, arguments.size()));
        return texts.isEmpty()
            ? new Deeds.Unknown("There is no text")
            : known(new Deed.RunsShell(texts.getFirst()));
      }
    }
    List<Word> operands = operands(arguments);
    return operands.isEmpty()
        ? known(new Deed.RunsInput())
        : known(new Deed.Reads(operands.getFirst(), false), new Deed.RunsCode("a script"));
  }

  private static Deeds script(List<Word> arguments) {
    return known(new Deed.Reads(arguments.getFirst(), false), new Deed.RunsCode("a script"));
  }

  private static String joined(List<Word> words) {
    return String.join(" ", words.stream().map(Shown::word).toList());
  }

  /** Programs that start the command among their arguments. */
  private static Deeds starts(String name, List<Word> arguments) {
    int skipped =
        switch (name) {
          case "nohup", "time", "command", "builtin", "sudo", "setsid", "watch" -> 0;
          case "env" -> assignments(arguments);
          case "xargs" -> 0;
          case "nice" -> !arguments.isEmpty() && is(arguments.getFirst(), "-n") ? 2 : 0;
          case "timeout" -> !arguments.isEmpty() && is(arguments.getFirst(), "-k") ? 3 : 1;
          case "ionice" -> !arguments.isEmpty() && is(arguments.getFirst(), "-c") ? 2 : 0;
          case "flock" -> 1;
          default -> -1;
        };
    if (skipped < 0) {
      return new Deeds.Unknown("Nothing is known about " + name);
    }
    boolean lasting =
        !name.equals("timeout")
            || (arguments.get(skipped - 1) instanceof Word.Literal(String last)
                && Character.isDigit(last.charAt(0)));
    if (!lasting) {
      return new Deeds.Unknown("How long it may take is not seen");
    }
    List<Word> rest = arguments.subList(Math.min(skipped, arguments.size()), arguments.size());
    while (!rest.isEmpty() && isOption(rest.getFirst()) && !name.equals("timeout")) {
      rest = rest.subList(is(rest.getFirst(), "-u") ? 2 : 1, rest.size());
    }
    return rest.isEmpty() || isOption(rest.getFirst())
        ? new Deeds.Unknown("No command is seen")
        : known(new Deed.Runs(rest, name.equals("xargs")));
  }

  private static int assignments(List<Word> arguments) {
    int at = 0;
    while (at < arguments.size()
        && arguments.get(at) instanceof Word.Literal(String text)
        && text.indexOf('=') > 0) {
      at++;
    }
    return at;
  }
}
