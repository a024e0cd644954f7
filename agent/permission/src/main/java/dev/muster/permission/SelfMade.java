package dev.muster.permission;

import dev.muster.permission.program.Deed;
import dev.muster.permission.program.Deeds;
import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import dev.muster.protocol.PathFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what a text makes and runs as well: a copy of a program or a link to one, a script that
 * is written first. Its name says nothing about what it does, so that rules about commands and
 * files cannot be excluded.
 *
 * <p>In which order the two stand does not matter, since loops and what runs in the background turn
 * it around. For one text, by one thread.
 */
final class SelfMade {

  private final PathFacts facts;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> trees = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private boolean anything;
  private @Nullable String uncertain;

  private SelfMade(PathFacts facts) {
    this.facts = facts;
  }

  /** What is run that the text itself may have made; {@code null} where there is nothing. */
  static @Nullable String of(List<Finding> commands, PathFacts facts) {
    SelfMade made = new SelfMade(facts);
    made.take(commands);
    return made.found();
  }

  private void take(List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding.subject() instanceof Subject.Command(ShellCommand command, Deeds deeds)) {
        take(command, deeds);
      }
      take(finding.parts());
    }
  }

  private void take(ShellCommand command, @Nullable Deeds deeds) {
    for (ShellCommand.Redirection redirection : command.redirections()) {
      switch (redirection.kind()) {
        case WRITE, APPEND, READ_WRITE -> makes(redirection.target(), command, files);
        case READ, DUPLICATE, LIST -> {}
      }
    }
    if (!command.words().isEmpty()) {
      started(command);
    }
    if (deeds instanceof Deeds.Unknown unknown) {
      anything |= unknown.files();
    } else if (deeds instanceof Deeds.Known known) {
      done(command, known);
    }
  }

  /** A chain, since the first switch over types costs a start milliseconds. */
  private void done(ShellCommand command, Deeds.Known known) {
    boolean code = false;
    boolean input = false;
    for (Deed deed : known.deeds()) {
      if (deed instanceof Deed.Writes(Word path, boolean tree)) {
        makes(path, command, tree ? trees : files);
      } else if (deed instanceof Deed.Links(Word path, Word _)) {
        makes(path, command, trees);
      } else {
        code |= deed instanceof Deed.RunsCode;
        input |= deed instanceof Deed.RunsInput;
      }
    }
    for (Deed deed : known.deeds()) {
      // git runs hooks, and reads messages
      if (code && deed instanceof Deed.Reads(Word path, boolean tree) && !tree && !isGit(command)) {
        runs(path, command);
      }
    }
    for (ShellCommand.Redirection redirection : command.redirections()) {
      if (input && redirection.kind() == ShellCommand.Kind.READ) {
        runs(redirection.target(), command);
      }
    }
  }

  private static boolean isGit(ShellCommand command) {
    return command.words().getFirst() instanceof Word.Literal(String name)
        && LineRules.baseName(name).equals("git");
  }

  private void started(ShellCommand command) {
    Word program = command.words().getFirst();
    if (program instanceof Word.Literal(String name) && name.indexOf('/') < 0) {
      names.add(name);
      for (ShellCommand.Assignment assignment : command.assignments()) {
        if (assignment.name().equals("PATH")) {
          uncertain = name;
        }
      }
    } else {
      runs(program, command);
    }
  }

  private void makes(Word word, ShellCommand command, List<Path> to) {
    if (Streams.isOne(word)) {
      return;
    }
    Path path = path(word, command);
    if (path == null) {
      anything = true;
    } else {
      to.addAll(hops(path));
    }
  }

  private void runs(Word word, ShellCommand command) {
    Path path = path(word, command);
    if (path == null) {
      uncertain = Shown.word(word);
    } else {
      runs.add(path);
    }
  }

  private static @Nullable Path path(Word word, ShellCommand command) {
    if (!(word instanceof Word.Literal(String written))) {
      return null;
    }
    Path folder = command.folder();
    boolean certain = folder != null || written.startsWith("/");
    return certain ? ShellPaths.resolve(written, folder == null ? Path.of("/") : folder) : null;
  }

  private @Nullable String found() {
    if (!anything && files.isEmpty() && trees.isEmpty()) {
      return null;
    }
    if (uncertain != null) {
      return uncertain;
    }
    for (Path run : runs) {
      if (anything || isMade(run)) {
        return run.toString();
      }
    }
    for (String name : names) {
      if (isMade(name, files) || isMade(name, trees)) {
        return name;
      }
    }
    return null;
  }

  private boolean isMade(Path run) {
    for (Path hop : hops(run)) {
      if (files.contains(hop)) {
        return true;
      }
      for (Path tree : trees) {
        if (hop.startsWith(tree)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a program of that name is made somewhere: the shell may find it by its name. */
  private static boolean isMade(String name, List<Path> made) {
    for (Path path : made) {
      Path last = path.getFileName();
      if (last != null && last.toString().equals(name)) {
        return true;
      }
    }
    return false;
  }

  private List<Path> hops(Path path) {
    try {
      return facts.identify(path).hops();
    } catch (IOException cannotTell) {
      return List.of(path, path.normalize());
    }
  }
}
