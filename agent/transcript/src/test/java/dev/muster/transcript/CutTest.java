package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.TranscriptItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session file that ends at any byte, as a kill or a full disk leaves it. */
class CutTest {

  private static final Path FOLDER = Path.of("/repo");

  @TempDir Path config;

  @Test
  void loadsWhereverItIsCutAndGoesOn() throws IOException {
    List<TranscriptItem> items =
        List.of(
            Sessions.prompt("p1", "fix the \"test\"\nplease 🙂"),
            Sessions.answer("a1", "looking"),
            Sessions.summary("s1", "what happened"),
            Sessions.prompt("p2", "and now"),
            Sessions.answer("a2", "done"));
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      items.forEach(session::append);
      file = session.file();
    }
    byte[] whole = Files.readAllBytes(file);
    int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
    for (int length = header; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      List<TranscriptItem> expected = items.subList(0, wholeLines(whole, header, length));
      try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
        assertThat(Sessions.all(session)).as("cut at %s", length).isEqualTo(expected);
        session.append(Sessions.prompt("after", "the cut"));
      }
      List<TranscriptItem> more = new ArrayList<>(expected);
      more.add(Sessions.prompt("after", "the cut"));
      try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
        assertThat(Sessions.all(session)).as("after a cut at %s", length).isEqualTo(more);
      }
      assertThat(Files.readString(file)).endsWith("\n").doesNotContain("\n\n");
    }
  }

  /** Lines within the length, and one more when only its end is missing. */
  private static int wholeLines(byte[] bytes, int from, int length) {
    int lines = 0;
    for (int i = from; i < length; i++) {
      if (bytes[i] == '\n') {
        lines++;
      }
    }
    return length < bytes.length && bytes[length] == '\n' && length > from ? lines + 1 : lines;
  }

  @Test
  void aFileCutInsideItsFirstLineBeginsAnewWhereItIsCertainlyOurs() throws IOException {
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      session.append(Sessions.prompt("p1", "x"));
      file = session.file();
    }
    byte[] whole = Files.readAllBytes(file);
    String text = new String(whole, StandardCharsets.UTF_8);
    int header = text.indexOf('\n');
    int ours = text.indexOf("\"format\":") + "\"format\":".length();
    for (int length = 0; length <= header; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      if (length > 0 && length < ours) {
        assertThatThrownBy(() -> Sessions.store(config).resume(Sessions.ID, FOLDER).close())
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.SESSION_FOREIGN));
        assertThat(Files.size(file)).as("left alone").isEqualTo(length);
        continue;
      }
      List<TranscriptItem> items = new ArrayList<>();
      Sessions.store(config).read(Sessions.ID, FOLDER, items::add);
      Sessions.store(config).fork(Sessions.ID, UUID.randomUUID().toString(), FOLDER).close();
      assertThat(Files.size(file)).as("only read").isEqualTo(length);
      try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
        assertThat(session.replay(items::add)).isZero();
        session.append(Sessions.prompt("p2", "y"));
      }
      assertThat(items).isEmpty();
      assertThat(Files.readAllLines(file)).hasSize(2);
    }
  }

  @Test
  void aDamagedLineInTheMiddleIsSkippedAndCounted() throws IOException {
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      session.append(Sessions.prompt("p1", "first"));
      session.append(Sessions.answer("a1", "second"));
      session.append(Sessions.prompt("p2", "third"));
      file = session.file();
    }
    String text = Files.readString(file);
    Files.writeString(file, text.replace("\"second\"", "\"sec"));
    try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
      List<TranscriptItem> items = new ArrayList<>();
      assertThat(session.replay(items::add)).isEqualTo(1);
      assertThat(items)
          .isEqualTo(List.of(Sessions.prompt("p1", "first"), Sessions.prompt("p2", "third")));
    }
  }

  @Test
  void noiseNeverBreaksLoading() throws IOException {
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      new RandomItems(7).list(30).forEach(session::append);
      file = session.file();
    }
    byte[] whole = Files.readAllBytes(file);
    int header = new String(whole, StandardCharsets.UTF_8).indexOf('\n') + 1;
    java.util.Random random = new java.util.Random(5);
    for (int round = 0; round < 150; round++) {
      byte[] noisy = whole.clone();
      for (int i = 0; i < 20; i++) {
        noisy[header + random.nextInt(noisy.length - header)] = (byte) random.nextInt(256);
      }
      Files.write(file, noisy);
      try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
        session.replay(item -> {});
        session.append(Sessions.prompt("after", "noise"));
        assertThat(Sessions.all(session)).endsWith(Sessions.prompt("after", "noise"));
      }
    }
  }
}
