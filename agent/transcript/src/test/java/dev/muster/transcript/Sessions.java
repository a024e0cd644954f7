package dev.muster.transcript;

import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.protocol.TranscriptItem;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Short ways to stores, sessions and items. */
final class Sessions {

  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  static final String ID = "11111111-2222-3333-4444-555555555555";
  static final String OTHER = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

  private Sessions() {}

  static SessionStore store(Path config) {
    return store(config, NOW);
  }

  static SessionStore store(Path config, Instant now) {
    return new SessionStore(config, InstantSource.fixed(now), "0.1.0", Redactor.NONE);
  }

  static TranscriptItem prompt(String id, String text) {
    return new TranscriptItem.UserSaid(
        id, NOW, List.of(new ContentBlock.Text(text)), TranscriptItem.Source.PROMPT);
  }

  static TranscriptItem answer(String id, String text) {
    return new TranscriptItem.AssistantSaid(
        id,
        NOW,
        "msg_" + id,
        "model",
        List.of(new ContentBlock.Text(text)),
        StopReason.END_TURN,
        Usage.tokens(10, 5),
        null);
  }

  static TranscriptItem summary(String id, String text) {
    return new TranscriptItem.Compacted(id, NOW, text, 1_000);
  }

  static List<TranscriptItem> all(Session session) {
    List<TranscriptItem> items = new ArrayList<>();
    session.readAll(items::add);
    return items;
  }

  static List<TranscriptItem> replayed(Session session) {
    List<TranscriptItem> items = new ArrayList<>();
    session.replay(items::add);
    return items;
  }
}
