package dev.muster.permission.program;

import dev.muster.permission.program.Arguments.Option;
import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the arguments of git.
 *
 * <p>Git starts programs that a repository's configuration names while it merely shows something,
 * so all that reads a repository is known to be harmless only where {@link GitFacts} says so.
 */
final class GitProfile {
  private final GitFacts facts;
  private @Nullable Path folder;
  private String prefix = "";

  private GitProfile(@Nullable Path folder, GitFacts facts) {
    this.folder = folder;
    this.facts = facts;
  }

  static ProgramReading judge(List<String> arguments, @Nullable Path folder, GitFacts facts) {
    return new GitProfile(folder, facts).judge(arguments);
  }

  private ProgramReading judge(List<String> arguments) {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      String option = arguments.get(at++);
      switch (option) {
        case "--no-pager", "-P", "--no-optional-locks" -> {}
        case "-C" -> {
          if (at == arguments.size() || !enter(arguments.get(at++))) {
            return new NotKnownSafe("The folder given to git is not a usable path");
          }
        }
        case "--version" -> {
          return new ReadsOnly(List.of(), false);
        }
        default -> {
          return new NotKnownSafe("The option " + option + " of git is not known to be harmless");
        }
      }
    }
    return at == arguments.size()
        ? new NotKnownSafe("git is run without a command")
        : judge(arguments.get(at), arguments.subList(at + 1, arguments.size()));
  }

  private boolean enter(String path) {
    if (path.isEmpty() || path.startsWith("-")) {
      return false;
    }
    try {
      Path named = Path.of(path);
      folder = folder == null ? (named.isAbsolute() ? named : null) : folder.resolve(named);
    } catch (InvalidPathException e) {
      return false;
    }
    prefix = path.startsWith("/") ? path + "/" : prefix + path + "/";
    return true;
  }

  private ProgramReading judge(String command, List<String> arguments) {
    if (command.equals("version") && arguments.isEmpty()) {
      return new ReadsOnly(List.of(), false);
    }
    OptionTable table = GitOptions.of(command);
    if (table == null) {
      return new NotKnownSafe("\"git " + command + "\" is not among what is known to only read");
    }
    List<String> rest = withoutSubcommand(command, arguments);
    Arguments parsed = rest == null ? null : Arguments.parseCarefully(table, rest);
    if (parsed == null || !isListing(command, rest == null ? List.of() : rest, parsed)) {
      return new NotKnownSafe("This form of \"git " + command + "\" is not known to only read");
    }
    if (parsed.problem() != null) {
      return new NotKnownSafe(parsed.problem());
    }
    for (Option option : parsed.options()) {
      if (checksSignatures(option)) {
        return new NotKnownSafe("The format makes git start a program that checks signatures");
      }
    }
    if (folder == null) {
      return new NotKnownSafe("The folder in which git would run is not certain");
    }
    if (facts.runsPrograms(folder)) {
      return new NotKnownSafe(
          "The repository's configuration may make git start other programs, or cannot be read");
    }
    return new ReadsOnly(read(parsed), true);
  }

  /** The arguments after the word that makes a command with several forms a reading one. */
  private static @Nullable List<String> withoutSubcommand(String command, List<String> arguments) {
    String first = arguments.isEmpty() ? "" : arguments.getFirst();
    return switch (command) {
      case "stash", "worktree" ->
          first.equals("list") ? arguments.subList(1, arguments.size()) : null;
      case "reflog" -> {
        if (first.equals("show")) {
          yield arguments.subList(1, arguments.size());
        }
        yield first.isEmpty() || first.startsWith("-") ? arguments : null;
      }
      default -> arguments;
    };
  }

  /** Whether a command that can also write is given in a form that lists. */
  private static boolean isListing(String command, List<String> arguments, Arguments parsed) {
    List<String> operands = parsed.operands();
    return switch (command) {
      case "branch", "tag" -> {
        // Some options take even "--" as their value, and options may follow it then.
        boolean lists =
            parsed.has("-l", "--list", "--merged", "--no-merged", "--contains", "--no-contains")
                || parsed.has("--points-at");
        yield !arguments.contains("--") && (operands.isEmpty() || lists);
      }
      case "for-each-ref" -> !arguments.contains("--");
      case "remote", "worktree" -> operands.isEmpty();
      case "config" -> {
        boolean list = parsed.has("-l", "--list");
        boolean get = parsed.has("--get", "--get-all", "--get-regexp");
        yield list != get && (list ? operands.isEmpty() : !operands.isEmpty());
      }
      // Before a command of its own it reads expiry times; those forms write.
      case "reflog" -> operands.size() <= 1 || arguments.contains("--");
      default -> true;
    };
  }

  private static boolean checksSignatures(Option option) {
    String value = option.value().toLowerCase(Locale.ROOT);
    boolean format = option.name().equals("--format") || option.name().equals("--pretty");
    boolean sorts = option.name().equals("--sort");
    return (format && value.contains("%g")) || ((format || sorts) && value.contains("signature"));
  }

  /**
   * The repository's folder and every operand, which may be a path: outside a repository, or for
   * files outside of it, {@code git diff} compares any two files.
   */
  private List<String> read(Arguments parsed) {
    List<String> read = new ArrayList<>();
    read.add(prefix.isEmpty() ? "." : prefix);
    for (String file : parsed.files()) {
      read.add(placed(file));
    }
    for (String operand : parsed.operands()) {
      if (!operand.isEmpty() && !operand.equals("-")) {
        read.add(placed(operand));
      }
      // What follows the colon is a file as it was in some commit.
      int colon = operand.lastIndexOf(':');
      if (colon >= 0 && colon + 1 < operand.length()) {
        read.add(placed(operand.substring(colon + 1)));
      }
    }
    return read;
  }

  private String placed(String path) {
    return path.startsWith("/") ? path : prefix.concat(path);
  }
}
