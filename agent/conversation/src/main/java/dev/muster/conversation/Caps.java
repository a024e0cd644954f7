package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * How much text of tool results the model is sent, in characters (UTF-16 units).
 *
 * <p>Text beyond a cap is cut out of the middle, and a note in its place says how much; pictures
 * and documents stay whole.
 *
 * @param perResult the most of one result
 * @param perTurn the most of all results that answer one message of the model
 */
public record Caps(int perResult, int perTurn) {

  /** What a result keeps even when the others have used up {@link #perTurn}. */
  private static final int LEAST = 1_000;

  /** A file of 256 KB, the most that Read gives, with its line numbers. */
  private static final int RESULT_MOST = 300_000;

  public Caps {
    if (perResult < LEAST || perTurn < LEAST) {
      throw new IllegalArgumentException("caps below " + LEAST + " leave no room for the note");
    }
  }

  /**
   * Caps that suit a context window, so that one round of tool calls cannot fill it.
   *
   * @param contextWindow in tokens
   */
  public static Caps forWindow(long contextWindow) {
    long perTurn = Math.clamp(contextWindow * 2, 8_000L, 4_000_000L);
    int most = (int) perTurn;
    return new Caps(Math.min(RESULT_MOST, most / 4 * 3), most);
  }

  /**
   * Cuts one result.
   *
   * @param used characters that earlier results of the same turn took
   */
  List<ContentBlock> cut(List<ContentBlock> content, long used) {
    int allowed = Math.clamp(perTurn - used, LEAST, perResult);
    if (characters(content) <= allowed) {
      return content;
    }
    List<ContentBlock> kept = new ArrayList<>();
    int left = allowed;
    for (ContentBlock block : content) {
      if (block instanceof ContentBlock.Text(String text)) {
        String shown = cut(text, Math.max(left, 0));
        left -= text.length();
        kept.add(new ContentBlock.Text(shown));
      } else {
        kept.add(block);
      }
    }
    return kept;
  }

  /** The characters of the texts in {@code content}. */
  static long characters(List<ContentBlock> content) {
    long total = 0;
    for (ContentBlock block : content) {
      if (block instanceof ContentBlock.Text(String text)) {
        total += text.length();
      }
    }
    return total;
  }

  /** The first three quarters and the last quarter of what is allowed, with a note between. */
  static String cut(String text, int allowed) {
    if (text.length() <= allowed) {
      return text;
    }
    int head = whole(text, allowed - allowed / 4);
    int tail = whole(text, text.length() - allowed / 4);
    return text.substring(0, head)
        + "\n[Muster left out "
        + (tail - head)
        + " of "
        + text.length()
        + " characters here. Ask for a smaller part to see them.]\n"
        + text.substring(tail);
  }

  /** The position, or the one before it where it would split a surrogate pair. */
  private static int whole(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
