package dev.muster.permission.program;

import dev.muster.permission.shell.Word;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a command does to the world.
 *
 * <p>Paths are as the program takes them: relative ones count from the command's folder.
 */
public sealed interface Deed {

  /**
   * Reads a file, or the names in a folder.
   *
   * @param tree whether it also reads what lies below
   */
  record Reads(Word path, boolean tree) implements Deed {}

  /** Reads what symbolic links below a folder lead to, and what lies below that. */
  record Follows(Word path) implements Deed {}

  /**
   * Nothing, as long as no file of that name is made by which a project would choose what runs.
   *
   * @param file what its path ends with
   */
  record Unchosen(String file) implements Deed {}

  /**
   * Creates or changes a file or folder.
   *
   * @param tree whether anything below may change with it
   */
  record Writes(Word path, boolean tree) implements Deed {}

  /**
   * Removes a file or folder.
   *
   * @param tree whether what lies below goes with it
   */
  record Removes(Word path, boolean tree) implements Deed {}

  /**
   * Changes, makes or removes files that its words do not name.
   *
   * @param below the folder below which they are; {@code null} where they may be anywhere
   */
  record Rewrites(@Nullable Word below) implements Deed {}

  /** Makes a path another name of a target, so that later commands reach the target through it. */
  record Links(Word path, Word target) implements Deed {}

  /**
   * Starts a command.
   *
   * @param words the command word and its arguments
   * @param more whether further arguments that are not known follow or take the place of some
   */
  record Runs(List<Word> words, boolean more) implements Deed {
    public Runs {
      words = List.copyOf(words);
    }
  }

  /** Hands a text to a shell. */
  record RunsShell(Word text) implements Deed {}

  /** Runs, as a shell, what its standard input says. */
  record RunsInput() implements Deed {}

  /**
   * Runs code that is not looked into: a script, a program of the project, another language.
   *
   * @param what for people: a clause such as {@code "the script x.py"}
   */
  record RunsCode(String what) implements Deed {}

  /**
   * Uses the network.
   *
   * @param host the host's name or address, where the command tells it
   */
  record Connects(@Nullable Word host) implements Deed {}

  /**
   * Changes something that is no file of anybody's choosing: a process, a container, a repository,
   * the machine.
   *
   * @param what for people: a clause such as {@code "stops processes"}
   */
  record Changes(String what) implements Deed {}
}
