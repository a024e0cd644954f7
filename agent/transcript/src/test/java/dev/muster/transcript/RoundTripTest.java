package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.ContentBlock;
import dev.muster.protocol.TranscriptItem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripTest {

  @TempDir Path config;

  @Test
  void whatIsAppendedIsWhatIsLoaded() {
    for (int seed = 0; seed < 40; seed++) {
      String id = "00000000-0000-0000-0000-%012d".formatted(seed);
      List<TranscriptItem> items = new RandomItems(seed).list(1 + seed * 3);
      try (Session session = Sessions.store(config).create(id, Path.of("/repo"))) {
        items.forEach(session::append);
        assertThat(Sessions.all(session)).as("seed %s, open", seed).isEqualTo(items);
      }
      try (Session session = Sessions.store(config).resume(id, Path.of("/repo"))) {
        assertThat(Sessions.all(session)).as("seed %s", seed).isEqualTo(items);
        assertThat(Sessions.replayed(session))
            .as("seed %s, for the model", seed)
            .isEqualTo(forTheModel(items));
      }
    }
  }

  /** A long one is read by two threads; nothing of it may be lost or change places. */
  @Test
  void aLongSessionIsReplayedInOrder() throws IOException {
    List<TranscriptItem> items = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      items.add(Sessions.answer("a" + i, "long enough ".repeat(i % 90)));
      if (i == 2_000) {
        items.add(Sessions.prompt("wide", "x".repeat(3_000_000)));
      }
    }
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, Path.of("/repo"))) {
      items.forEach(session::append);
      file = session.file();
    }
    try (Session session = Sessions.store(config).resume(Sessions.ID, Path.of("/repo"))) {
      assertThat(Sessions.replayed(session)).isEqualTo(items);
    }
    // a damaged line in each half
    String text = Files.readString(file);
    Files.writeString(file, text.replaceAll("\"uuid\":\"(a7|a3990)\"", "\"uuid\":"));
    List<TranscriptItem> read = new ArrayList<>();
    try (Session session = Sessions.store(config).resume(Sessions.ID, Path.of("/repo"))) {
      assertThat(session.replay(read::add)).isEqualTo(2);
    }
    items.removeIf(item -> item.id().equals("a7") || item.id().equals("a3990"));
    assertThat(read).isEqualTo(items);
  }

  @Test
  void whoeverTakesTheItemsMayFail() {
    try (Session session = Sessions.store(config).create(Sessions.ID, Path.of("/repo"))) {
      for (int i = 0; i < 4_000; i++) {
        session.append(Sessions.answer("a" + i, "long enough ".repeat(40)));
      }
      assertThatThrownBy(() ->
              session.replay(item -> {
                throw new IllegalStateException("full");
              }))
          .hasMessage("full");
      assertThat(Sessions.replayed(session)).hasSize(4_000);
    }
  }

  /** The plain model of a replay: from the last summary on, the prompt before it first. */
  private static List<TranscriptItem> forTheModel(List<TranscriptItem> items) {
    int summary = items.size() - 1;
    while (summary >= 0 && !(items.get(summary) instanceof TranscriptItem.Compacted)) {
      summary--;
    }
    List<TranscriptItem> expected = new ArrayList<>();
    for (int i = summary - 1; i >= 0; i--) {
      if (items.get(i) instanceof TranscriptItem.UserSaid said
          && said.source() == TranscriptItem.Source.PROMPT) {
        expected.add(said);
        break;
      }
    }
    for (TranscriptItem item : items.subList(Math.max(summary, 0), items.size())) {
      expected.add(
          item instanceof TranscriptItem.ToolAnswered tool
              ? new TranscriptItem.ToolAnswered(
                  tool.id(), tool.at(), tool.toolUseId(), tool.content(), tool.isError(), null)
              : item);
    }
    return expected;
  }

  @Test
  void halvesOfCharactersBecomeReplacementCharacters() {
    try (Session session = Sessions.store(config).create(Sessions.ID, Path.of("/repo"))) {
      session.append(Sessions.prompt("a", "x\uD83Dy\uDE42z\uD83D\uDE42"));
      assertThat(Sessions.all(session))
          .isEqualTo(List.of(Sessions.prompt("a", "x\uFFFDy\uFFFDz\uD83D\uDE42")));
    }
  }

  @Test
  void inputsAsDeepAsTheReaderAllowsAreKept() throws Exception {
    String deep = "[".repeat(490) + "]".repeat(490);
    TranscriptItem item =
        new TranscriptItem.ToolAnswered(
            "a",
            Sessions.NOW,
            "t",
            List.of(new ContentBlock.Text("x")),
            false,
            dev.muster.json.JsonReader.read(deep));
    try (Session session = Sessions.store(config).create(Sessions.ID, Path.of("/repo"))) {
      session.append(item);
      assertThat(Sessions.all(session)).isEqualTo(List.of(item));
    }
  }
}
