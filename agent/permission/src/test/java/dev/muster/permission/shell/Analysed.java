package dev.muster.permission.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.permission.shell.ShellCommand.Assignment;
import dev.muster.permission.shell.ShellCommand.Input;
import dev.muster.permission.shell.ShellReading.NotUnderstood;
import dev.muster.permission.shell.ShellReading.Understood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Analyses texts for tests, and writes what comes of them in one line a command. */
final class Analysed {
  static final Path HERE = Path.of("/repo/project");
  static final BashAnalysis ANALYSIS =
      new BashAnalysis(Map.of("HOME", "/home/someone", "PATH", "/bin", "GIVEN", "x", "given", "y"));

  private Analysed() {}

  static List<ShellCommand> understood(String text) {
    ShellReading reading = ANALYSIS.analyse(text, HERE);
    assertThat(reading).as(text).isInstanceOf(Understood.class);
    return ((Understood) reading).commands();
  }

  static NotUnderstood refused(String text) {
    ShellReading reading = ANALYSIS.analyse(text, HERE);
    assertThat(reading).as(text).isInstanceOf(NotUnderstood.class);
    return (NotUnderstood) reading;
  }

  /** Asserts the commands of a text, each as {@link #shown} writes it. */
  static void assertRuns(String text, String... commands) {
    assertThat(shown(understood(text))).as(text).containsExactly(commands);
  }

  /** Asserts that a text is not understood for a reason, and what was seen in it. */
  static void assertRefused(String text, String reason, String... seen) {
    NotUnderstood refused = refused(text);
    assertThat(refused.reason()).as(text).contains(reason);
    assertThat(shown(refused.seen())).as(text).containsAll(List.of(seen));
  }

  static List<String> shown(List<ShellCommand> commands) {
    List<String> shown = new ArrayList<>();
    for (ShellCommand command : commands) {
      boolean onlyLists =
          command.words().isEmpty()
              && command.assignments().isEmpty()
              && command.redirections().stream().allMatch(r -> r.kind() == ShellCommand.Kind.LIST);
      if (!onlyLists) {
        shown.add(shown(command));
      }
    }
    return shown;
  }

  /**
   * Assignments, words, redirections. An argument that is not known is written with {@code ‹›}: in
   * it stand a star for any text and a number sign for digits, an at sign for a name; {@code ‹glob
   * …›} are paths, and {@code ‹…›} any number of arguments.
   */
  static String shown(ShellCommand command) {
    StringBuilder out = new StringBuilder();
    for (Assignment assignment : command.assignments()) {
      out.append(assignment.name()).append('=').append(shown(assignment.value())).append(' ');
    }
    for (Word word : command.words()) {
      out.append(shown(word)).append(' ');
    }
    for (ShellCommand.Redirection redirection : command.redirections()) {
      String sign =
          switch (redirection.kind()) {
            case READ -> "<";
            case WRITE -> ">";
            case APPEND -> ">>";
            case READ_WRITE -> "<>";
            case DUPLICATE -> "&";
            case LIST -> "";
          };
      if (sign.isEmpty()) {
        continue;
      }
      out.append(sign).append(shown(redirection.target())).append(' ');
    }
    return out.toString().stripTrailing();
  }

  static String shown(Word word) {
    return switch (word) {
      case Word.Literal(String text) -> text.isEmpty() ? "''" : text;
      case Word.Paths(String pattern) -> "‹glob " + pattern + "›";
      case Word.Several() -> "‹…›";
      case Word.Composed(List<Word.Piece> pieces) -> {
        StringBuilder out = new StringBuilder("‹");
        for (Word.Piece piece : pieces) {
          out.append(
              switch (piece) {
                case Word.Piece.Fixed(String text) -> text;
                case Word.Piece.Numeral() -> "#";
                case Word.Piece.Name() -> "@";
                case Word.Piece.Anything() -> "*";
              });
        }
        yield out.append('›').toString();
      }
    };
  }

  /** The patterns for which the shell looks into folders besides those among the words. */
  static List<String> listed(String text) {
    List<String> listed = new ArrayList<>();
    for (ShellCommand command : understood(text)) {
      for (ShellCommand.Redirection one : command.redirections()) {
        if (one.kind() == ShellCommand.Kind.LIST) {
          listed.add(shown(one.target()));
        }
      }
    }
    return listed;
  }

  /** Where the commands run. */
  static List<String> folders(String text) {
    List<String> folders = new ArrayList<>();
    for (ShellCommand command : understood(text)) {
      folders.add(String.valueOf(command.folder()));
    }
    return folders;
  }

  /** What the last command reads. */
  static String input(String text) {
    return switch (understood(text).getLast().input()) {
      case Input.Inherited() -> "inherited";
      case Input.Piped(var _) -> "piped";
      case Input.Known(Word known) -> "known " + shown(known);
    };
  }
}
