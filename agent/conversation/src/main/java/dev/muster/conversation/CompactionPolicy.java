package dev.muster.conversation;

import java.util.Map;
import java.util.OptionalLong;

/**
 * When a conversation has grown so long that it must be replaced by a summary.
 *
 * @param automatic whether that happens by itself
 * @param threshold the prompt length in tokens from which on it is due
 */
public record CompactionPolicy(boolean automatic, long threshold) {

  /** The provider refuses a request with more than 100 pictures, or of more than 32 MB. */
  private static final int MEDIA_MOST = 90;

  private static final long MEDIA_CHARACTERS_MOST = 24_000_000;
  private static final long RESERVE_MOST = 20_000;

  /**
   * The policy for a model: the window, less room for an answer or a summary, less a margin for
   * what the estimate may miss.
   *
   * <p>{@code DISABLE_AUTO_COMPACT} and {@code DISABLE_COMPACT} switch it off, {@code
   * CLAUDE_CODE_AUTO_COMPACT_WINDOW} makes the window smaller, and {@code
   * CLAUDE_AUTOCOMPACT_PCT_OVERRIDE} (1 to 100) sets a percentage of the window that is used where
   * it comes to less.
   *
   * @param contextWindow the model's, in tokens
   * @param maxOutput the most output tokens of one request
   */
  public static CompactionPolicy of(
      Map<String, String> environment, long contextWindow, long maxOutput) {
    long window = contextWindow;
    OptionalLong smaller = Switches.number(environment, "CLAUDE_CODE_AUTO_COMPACT_WINDOW");
    if (smaller.isPresent() && smaller.getAsLong() > 0) {
      window = Math.min(window, smaller.getAsLong());
    }
    long reserve = Math.min(Math.min(maxOutput, RESERVE_MOST), window / 8);
    long margin = window / 20;
    long threshold = window - reserve - margin;
    OptionalLong percent = Switches.number(environment, "CLAUDE_AUTOCOMPACT_PCT_OVERRIDE");
    if (percent.isPresent() && percent.getAsLong() >= 1 && percent.getAsLong() <= 100) {
      threshold = Math.min(threshold, window * percent.getAsLong() / 100);
    }
    boolean off =
        Switches.on(environment, "DISABLE_AUTO_COMPACT")
            || Switches.on(environment, "DISABLE_COMPACT");
    return new CompactionPolicy(!off, Math.max(1, threshold));
  }

  /** This policy, never at work by itself ({@code autoCompactEnabled: false}). */
  public CompactionPolicy manual() {
    return new CompactionPolicy(false, threshold);
  }

  /**
   * Whether to compact before the next request. Never twice without an answer between, so that a
   * conversation that is too long even then cannot go round in circles.
   *
   * @param fixed an estimate of what stands before the messages: {@link Tokens#ofFixed}
   * @param coming an estimate of what is about to be added
   */
  public boolean due(Conversation conversation, long fixed, long coming) {
    if (!automatic || conversation.hasFreshSummary()) {
      return false;
    }
    return conversation.promptTokens(fixed) + coming >= threshold
        || conversation.mediaCount() > MEDIA_MOST
        || conversation.mediaCharacters() > MEDIA_CHARACTERS_MOST;
  }
}
