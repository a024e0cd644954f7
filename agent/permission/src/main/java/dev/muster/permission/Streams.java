package dev.muster.permission;

import dev.muster.permission.shell.Word;
import java.util.List;

/** Paths that stand for no file: streams that are open already, pipes, connections. */
final class Streams {

  private static final String DESCRIPTORS = "/dev/fd/";

  private Streams() {}

  /** Whether a word names a stream that is open already, or nothing at all. */
  static boolean isOne(Word word) {
    if (word instanceof Word.Literal(String path)) {
      return switch (path) {
        case "/dev/null", "/dev/stdin", "/dev/stdout", "/dev/stderr" -> true;
        case "/dev/fd/0", "/dev/fd/1", "/dev/fd/2" -> true;
        default -> false;
      };
    }
    return isPipe(word);
  }

  /** Whether a word is the pipe to or from a command that the shell puts in its place. */
  static boolean isPipe(Word word) {
    return word instanceof Word.Composed(List<Word.Piece> pieces)
        && pieces.size() == 2
        && pieces.getFirst() instanceof Word.Piece.Fixed(String beginning)
        && beginning.equals(DESCRIPTORS)
        && pieces.getLast() instanceof Word.Piece.Numeral;
  }

  /** Whether any of the words is such a pipe. */
  static boolean anyIsPipe(List<Word> words) {
    for (Word word : words) {
      if (isPipe(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the shell may open a connection for a redirection to that word. */
  static boolean mayConnect(Word word) {
    String beginning =
        word instanceof Word.Composed(List<Word.Piece> pieces)
                && pieces.getFirst() instanceof Word.Piece.Fixed(String text)
            ? text
            : Shown.word(word);
    return beginning.startsWith("/dev/tcp/") || beginning.startsWith("/dev/udp/");
  }
}
