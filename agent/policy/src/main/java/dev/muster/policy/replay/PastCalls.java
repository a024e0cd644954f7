package dev.muster.policy.replay;

import dev.muster.model.ContentBlock;
import dev.muster.model.ToolCall;
import dev.muster.policy.replay.PastCall.Outcome;
import dev.muster.protocol.TranscriptItem;
import dev.muster.transcript.PastSessions;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds the calls in past sessions, one after the other. A call that a fork has from the session
 * that it came from is found once. For use by one thread.
 */
final class PastCalls {

  /**
   * How results begin of calls that were refused, that nobody could be asked about, and that were
   * never decided. A session keeps the words that the model was told, and no more.
   */
  private static final String REFUSED = "Refused by policy: ";

  private static final String NOBODY = "This needs a person's approval, and there is nobody to ask";

  private static final String[] NEVER_DECIDED = {
    "There is no tool named ",
    "The input was not valid JSON, so nothing ran",
    "Invalid input for ",
    "The input could not be read, so nothing ran",
    "The call could not be decided, so nothing ran"
  };

  private final PastSessions sessions;
  private final Instant since;
  private final Set<String> seen = new HashSet<>();
  private final BooleanSupplier stopped;

  /**
   * Finds calls.
   *
   * @param since earlier ones are left out
   * @param stopped whether no more are wanted
   */
  PastCalls(PastSessions sessions, Instant since, BooleanSupplier stopped) {
    this.sessions = sessions;
    this.since = since;
    this.stopped = stopped;
  }

  /**
   * Hands out the calls of a session.
   *
   * @throws IOException when its file cannot be read
   */
  void of(PastSessions.Past past, Consumer<PastCall> taker) throws IOException {
    Map<String, ContentBlock.ToolUse> open = new HashMap<>();
    sessions.read(
        past,
        item -> {
          if (item instanceof TranscriptItem.AssistantSaid said) {
            open.clear();
            for (ContentBlock block : said.content()) {
              if (block instanceof ContentBlock.ToolUse use) {
                open.put(use.id(), use);
              }
            }
          } else if (item instanceof TranscriptItem.ToolAnswered answered) {
            ContentBlock.ToolUse use = open.remove(answered.toolUseId());
            boolean wanted = use != null && !answered.at().isBefore(since);
            if (use != null && wanted && seen.add(answered.id())) {
              call(past.id(), use, answered, taker);
            }
          }
          return !stopped.getAsBoolean();
        });
  }

  private static void call(
      String session,
      ContentBlock.ToolUse use,
      TranscriptItem.ToolAnswered answered,
      Consumer<PastCall> taker) {
    String text = answered.isError() ? text(answered) : "";
    for (String never : NEVER_DECIDED) {
      if (text.startsWith(never)) {
        return;
      }
    }
    Outcome outcome = answered.isError() ? Outcome.FAILED : Outcome.RAN;
    if (text.startsWith(REFUSED)) {
      outcome = Outcome.REFUSED;
    } else if (text.startsWith(NOBODY)) {
      outcome = Outcome.NOBODY;
    }
    ToolCall call = new ToolCall(use.id(), use.name(), use.input());
    taker.accept(new PastCall(session, answered.at(), call, outcome));
  }

  private static String text(TranscriptItem.ToolAnswered answered) {
    for (ContentBlock block : answered.content()) {
      if (block instanceof ContentBlock.Text(String text)) {
        return text;
      }
    }
    return "";
  }
}
