package dev.muster.permission.shell;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Redirection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simple command while it is read. */
final class SimpleCommand {
  private final List<Assignment> assignments = new ArrayList<>();
  private final List<String> argv = new ArrayList<>();
  private final List<Redirection> redirections = new ArrayList<>();

  /** Adds an assignment, the command word or an argument; returns what is wrong with it, if so. */
  @Nullable String addWord(Token word) {
    if (!argv.isEmpty()) {
      argv.add(word.value());
      return null;
    }
    if (Builtins.isAppendingAssignment(word)) {
      return "an assignment that appends (+=)";
    }
    if (Builtins.isAssignment(word)) {
      return addAssignment(word.value());
    }
    if (!word.quoted() && Builtins.isReserved(word.value())) {
      return "the shell's word \"" + word.value() + "\" in place of a command";
    }
    argv.add(word.value());
    return null;
  }

  private @Nullable String addAssignment(String word) {
    int equals = word.indexOf('=');
    String name = word.substring(0, equals);
    String value = word.substring(equals + 1);
    if (Builtins.isSpecial(name, value)) {
      return "an assignment to " + name + ", which bash itself acts on";
    }
    assignments.add(Assignment.of(name, value));
    return null;
  }

  void add(Redirection redirection) {
    redirections.add(redirection);
  }

  boolean isEmpty() {
    return argv.isEmpty() && assignments.isEmpty() && redirections.isEmpty();
  }

  /** What this command does to the meaning of later ones, or {@code null} when nothing. */
  @Nullable String changer() {
    if (argv.isEmpty()) {
      return assignments.isEmpty() ? null : "an assignment without a command";
    }
    return Builtins.of(argv, false) == Builtins.Aftermath.CHANGES_SHELL
        ? "\"" + argv.getFirst() + "\""
        : null;
  }

  ShellCommand build(@Nullable Path folder, String text) {
    return ShellCommand.literal(assignments, argv, redirections, folder, text);
  }
}
