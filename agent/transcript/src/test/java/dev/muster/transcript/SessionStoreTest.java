package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {

  private static final Path FOLDER = Path.of("/repo/a");
  private static final String FOREIGN =
      "{\"type\":\"user\",\"uuid\":\"x\",\"message\":{\"role\":\"user\",\"content\":\"hi\"}}\n";

  @TempDir Path config;

  private static void assertProblem(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  private Path said(String id, Path folder, String text) {
    try (Session session = Sessions.store(config).create(id, folder)) {
      session.append(Sessions.prompt("p", text));
      return session.file();
    }
  }

  @Test
  void filesAndFoldersAreTheOwnersOnly() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi");
    assertThat(file).isEqualTo(config.resolve("projects/-repo-a").resolve(Sessions.ID + ".jsonl"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.readAllLines(file))
        .first()
        .asString()
        .startsWith("{\"type\":\"muster-session\"");
  }

  @Test
  void linesHaveTheUsualNames() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi");
    assertThat(Files.readAllLines(file).get(1))
        .isEqualTo(
            "{\"type\":\"user\",\"kind\":\"prompt\",\"sessionId\":\""
                + Sessions.ID
                + "\",\"uuid\":\"p\",\"parentUuid\":null,\"timestamp\":\"2026-11-22T12:00:00Z\","
                + "\"cwd\":\"/repo/a\",\"version\":\"0.1.0\",\"message\":{\"role\":\"user\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"hi\"}]}}");
  }

  @Test
  void aSessionInWhichNothingWasSaidLeavesNoFile() {
    Path file;
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      file = session.file();
      assertThat(file).exists();
      assertThat(Sessions.store(config).latest(FOLDER)).isEmpty();
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void anIdIsTakenOnce() {
    said(Sessions.ID, FOLDER, "hi");
    assertProblem(
        ProblemCode.SESSION_IN_USE, () -> Sessions.store(config).create(Sessions.ID, FOLDER));
    assertProblem(
        ProblemCode.BAD_ARGUMENTS, () -> Sessions.store(config).create("../../etc", FOLDER));
  }

  @Test
  void anIdIsFreeWhereItsProcessWasKilledBeforeTheHeaderWasWritten() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi");
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, 40, 60}) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
        session.append(Sessions.answer("a", "hello"));
        assertProblem(
            ProblemCode.SESSION_IN_USE, () -> Sessions.store(config).create(Sessions.ID, FOLDER));
        session.append(Sessions.answer("b", "there"));
      }
      Sessions.store(config).resume(Sessions.ID, FOLDER).close();
      assertThat(Files.readAllLines(file)).hasSize(3);
    }
  }

  @Test
  void aSecondWriterIsTurnedAwayAndTheFirstKeepsItsLock() {
    said(Sessions.ID, FOLDER, "hi");
    try (Session first = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> Sessions.store(config).resume(Sessions.ID, FOLDER))
            .isInstanceOfSatisfying(
                ProblemException.class,
                e -> {
                  assertThat(e.problem().code()).isEqualTo(ProblemCode.SESSION_IN_USE);
                  assertThat(e.problem().hint()).contains("--fork-session");
                });
      }
      first.append(Sessions.answer("a", "still here"));
    }
    Sessions.store(config).resume(Sessions.ID, FOLDER).close();
  }

  @Test
  void parentsChainAcrossResumes() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi");
    try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
      session.append(Sessions.answer("a", "hello"));
    }
    assertThat(Files.readAllLines(file).get(2)).contains("\"parentUuid\":\"p\"");
  }

  @Test
  void sessionsBelongToTheirFolder() {
    said(Sessions.ID, FOLDER, "hi");
    assertThatThrownBy(() -> Sessions.store(config).resume(Sessions.ID, Path.of("/repo/b")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo(ProblemCode.SESSION_NOT_FOUND);
              assertThat(e.problem().hint()).contains("/repo/a");
            });
    // the two folders share a name below projects
    assertProblem(
        ProblemCode.SESSION_NOT_FOUND,
        () -> Sessions.store(config).resume(Sessions.ID, Path.of("/repo-a")));
    assertThat(Sessions.store(config).latest(Path.of("/repo-a"))).isEmpty();
    assertProblem(
        ProblemCode.SESSION_NOT_FOUND, () -> Sessions.store(config).resume(Sessions.OTHER, FOLDER));
  }

  @Test
  void foreignSessionsAreLeftAlone() throws IOException {
    Path project = Files.createDirectories(config.resolve("projects/-repo-a"));
    Path file = project.resolve(Sessions.ID + ".jsonl");
    Files.writeString(file, FOREIGN);
    Files.setLastModifiedTime(file, FileTime.from(Sessions.NOW.minusSeconds(90 * 86_400L)));
    SessionStore store = Sessions.store(config);
    assertProblem(ProblemCode.SESSION_FOREIGN, () -> store.resume(Sessions.ID, FOLDER));
    assertProblem(
        ProblemCode.SESSION_FOREIGN, () -> store.fork(Sessions.ID, Sessions.OTHER, FOLDER));
    assertProblem(ProblemCode.SESSION_IN_USE, () -> store.create(Sessions.ID, FOLDER));
    assertThat(store.latest(FOLDER)).isEmpty();
    assertThat(store.list(FOLDER, 10)).isEmpty();
    assertThat(store.expire(30)).isZero();
    assertThat(file).hasContent(FOREIGN);
  }

  @Test
  void symbolicLinksAreNotFollowed() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi");
    Path elsewhere = config.resolve("elsewhere");
    Files.move(file, elsewhere);
    Files.createSymbolicLink(file, elsewhere);
    assertProblem(
        ProblemCode.SESSION_FOREIGN, () -> Sessions.store(config).resume(Sessions.ID, FOLDER));
    assertThat(Sessions.store(config).latest(FOLDER)).isEmpty();
  }

  @Test
  void aForkHasAllAndLeavesTheOldAlone() throws IOException {
    Path file = said(Sessions.ID, FOLDER, "hi " + Sessions.ID);
    byte[] before = Files.readAllBytes(file);
    try (Session fork = Sessions.store(config).fork(Sessions.ID, Sessions.OTHER, FOLDER)) {
      fork.append(Sessions.answer("a", "forked"));
      assertThat(Sessions.all(fork))
          .isEqualTo(
              List.of(Sessions.prompt("p", "hi " + Sessions.ID), Sessions.answer("a", "forked")));
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    List<String> lines =
        Files.readAllLines(config.resolve("projects/-repo-a").resolve(Sessions.OTHER + ".jsonl"));
    assertThat(lines.get(0)).contains("\"forkedFrom\":\"" + Sessions.ID);
    assertThat(lines.get(1))
        .contains("\"sessionId\":\"" + Sessions.OTHER)
        .contains("hi " + Sessions.ID);
    assertThat(lines.get(2)).contains("\"parentUuid\":\"p\"");
  }

  @Test
  void aSessionInUseCanBeForkedAndKeepsItsLock() {
    try (Session first = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      first.append(Sessions.prompt("p", "hi"));
      Sessions.store(config).fork(Sessions.ID, Sessions.OTHER, FOLDER).close();
      assertThat(Sessions.store(config).list(FOLDER, 5)).hasSize(2);
      assertProblem(
          ProblemCode.SESSION_IN_USE, () -> Sessions.store(config).resume(Sessions.ID, FOLDER));
    }
  }

  @Test
  void theLatestIsTheOneWrittenLast() throws IOException {
    Path first = said(Sessions.ID, FOLDER, "the first prompt");
    Path second = said(Sessions.OTHER, FOLDER, "second");
    Files.setLastModifiedTime(first, FileTime.from(Sessions.NOW));
    Files.setLastModifiedTime(second, FileTime.from(Sessions.NOW.minusSeconds(60)));
    SessionStore store = Sessions.store(config);
    assertThat(store.latest(FOLDER)).contains(Sessions.ID);
    assertThat(store.list(FOLDER, 10))
        .extracting(SessionSummary::firstPrompt)
        .containsExactly("the first prompt", "second");
    assertThat(store.list(FOLDER, 1)).hasSize(1);
    assertThat(store.latest(Path.of("/nowhere"))).isEmpty();
  }

  @Test
  void anInterruptedThreadStillKeepsItsItems() {
    try (Session session = Sessions.store(config).create(Sessions.ID, FOLDER)) {
      Thread.currentThread().interrupt();
      session.append(Sessions.prompt("p", "hi"));
      session.append(Sessions.answer("a", "interrupted"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(Sessions.all(session)).hasSize(2);
    }
  }

  @Test
  void secretsAreNotWritten() throws IOException {
    String secret = "sk-canary-0123456789";
    SessionStore store =
        new SessionStore(
            config,
            java.time.InstantSource.fixed(Sessions.NOW),
            "0.1.0",
            Redactor.of(List.of(secret, "short", secret + "-longer")));
    Path file;
    try (Session session = store.create(Sessions.ID, FOLDER)) {
      session.append(Sessions.prompt("p", "my key is " + secret + " and " + secret + "-longer"));
      session.append(SecretItems.everywhere(secret));
      session.append(SecretItems.answer(secret));
      session.append(Sessions.summary("s", "used " + secret));
      file = session.file();
      assertThat(Sessions.all(session)).hasSize(4);
    }
    assertThat(Files.readString(file))
        .doesNotContain("canary")
        .doesNotContain("-longer")
        .contains("my key is [redacted] and [redacted]");
  }

  @Test
  void noneKeepsNothing() {
    SessionStore.none().append(Sessions.prompt("p", "hi"));
    SessionStore.none().close();
    assertThat(config.resolve("projects")).doesNotExist();
  }
}
