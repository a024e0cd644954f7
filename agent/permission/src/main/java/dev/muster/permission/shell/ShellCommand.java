package dev.muster.permission.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simple command as the shell would run it.
 *
 * @param assignments of variables that the text puts into the command's environment, before the
 *     command word or exported earlier; where there is no command word, those that it makes for the
 *     shell
 * @param words the command word and its arguments; empty for bare assignments or redirections
 * @param input what it reads as its standard input, as far as no redirection of a file says
 * @param folder where it runs, or {@code null} where that depends on whether an earlier {@code cd}
 *     succeeded or led elsewhere
 * @param text the part of the whole text from which it was read, for people
 */
public record ShellCommand(
    List<Assignment> assignments,
    List<Word> words,
    List<Redirection> redirections,
    Input input,
    @Nullable Path folder,
    String text) {
  public ShellCommand {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirections = List.copyOf(redirections);
  }

  /** A command of literal words that reads what the session gives it. */
  public static ShellCommand literal(
      List<Assignment> assignments,
      List<String> argv,
      List<Redirection> redirections,
      @Nullable Path folder,
      String text) {
    List<Word> words = new ArrayList<>(argv.size());
    for (String word : argv) {
      words.add(new Word.Literal(word));
    }
    return new ShellCommand(assignments, words, redirections, new Input.Inherited(), folder, text);
  }

  /** The same in another folder. */
  public ShellCommand in(@Nullable Path newFolder) {
    return new ShellCommand(assignments, words, redirections, input, newFolder, text);
  }

  /**
   * The command word and its arguments where all are known.
   *
   * @throws IllegalStateException where one is not
   */
  public List<String> argv() {
    List<String> argv = new ArrayList<>(words.size());
    for (Word word : words) {
      if (!(word instanceof Word.Literal(String literal))) {
        throw new IllegalStateException("not every word is known");
      }
      argv.add(literal);
    }
    return argv;
  }

  /** {@code NAME=value} before a command, or a variable exported earlier. */
  public record Assignment(String name, Word value) {

    /** An assignment of a known value. */
    public static Assignment of(String name, String value) {
      return new Assignment(name, new Word.Literal(value));
    }
  }

  /**
   * A redirection of a file descriptor.
   *
   * @param target a path; for {@link Kind#DUPLICATE} the descriptor
   */
  public record Redirection(Kind kind, Word target) {

    /** A redirection to a known target. */
    public static Redirection of(Kind kind, String target) {
      return new Redirection(kind, new Word.Literal(target));
    }
  }

  /** What a redirection does with its target. */
  public enum Kind {
    READ,
    WRITE,
    APPEND,
    READ_WRITE,
    /** Makes one descriptor a copy of another, or closes it; touches no file. */
    DUPLICATE,
    /**
     * No redirection: the shell reads the names in folders to find what matches the target, a
     * pattern that is none of the command's words or is not known.
     */
    LIST
  }

  /** Where the standard input of a command comes from. */
  public sealed interface Input {

    /** From whatever the whole text gets: nothing, in a session. */
    record Inherited() implements Input {}

    /** This text: a here-document, a here-string, or what a command before a pipe prints. */
    record Known(Word text) implements Input {}

    /** From other commands of the text, through a pipe. */
    record Piped(@Nullable ShellCommand from) implements Input {
      /** What prints it is not known. */
      public Piped() {
        this(null);
      }
    }
  }
}
