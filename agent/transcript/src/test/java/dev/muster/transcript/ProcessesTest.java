package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.protocol.TranscriptItem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that are killed, that meet, and that run out of room. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class ProcessesTest {

  private static final Path FOLDER = Path.of("/repo");

  @TempDir Path config;

  private Process writer(String prefix, String how, int characters) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", prefix + "exec \"$@\"", "sh"));
    argv.addAll(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProgram.class.getName(),
            config.toString(),
            how,
            Integer.toString(characters)));
    return new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void whatWasKeptSurvivesAKill() throws Exception {
    Random random = new Random(3);
    int known = 0;
    for (int round = 0; round < 4; round++) {
      Process process = writer("", round == 0 ? "begin" : "resume", 5_000);
      int told = 0;
      try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
        int until = 20 + random.nextInt(200);
        while (told < until) {
          assertThat(out.readLine()).isEqualTo("kept " + told);
          told++;
        }
        process.destroyForcibly().waitFor();
      }
      try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
        List<TranscriptItem> items = new ArrayList<>();
        assertThat(session.readAll(items::add)).as("damaged lines").isZero();
        assertThat(items.size()).isGreaterThanOrEqualTo(known + told);
        for (int i = 0; i < told; i++) {
          assertThat(items.get(known + i).id()).isEqualTo("n" + i);
        }
        known = items.size();
      }
    }
  }

  @Test
  void twoProcessesDoNotWriteOneSession() throws Exception {
    Process first = writer("", "begin", 100);
    try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("kept 0");
      Process second = writer("", "resume", 100);
      try (BufferedReader other = second.inputReader(StandardCharsets.UTF_8)) {
        assertThat(other.readLine()).isEqualTo("problem SESSION_IN_USE");
      }
      assertThat(second.waitFor()).isZero();
    } finally {
      first.destroyForcibly().waitFor();
    }
    Sessions.store(config).resume(Sessions.ID, FOLDER).close();
  }

  /** A limit on the file's size fails a write in the middle of a line, as a full disk does. */
  @Test
  void aFullDiskLosesOnlyTheItemThatDidNotFit() throws Exception {
    int kept = 0;
    Process process = writer("ulimit -f 64; ", "begin", 5_001);
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && line.startsWith("kept ")) {
        kept++;
        line = out.readLine();
      }
      assertThat(line).isEqualTo("problem DISK");
    }
    assertThat(process.waitFor()).isZero();
    assertThat(kept).isPositive();
    try (Session session = Sessions.store(config).resume(Sessions.ID, FOLDER)) {
      assertThat(Files.size(session.file())).isLessThan(64 * 1_024L);
      assertThat(Sessions.all(session)).hasSize(kept);
      session.append(Sessions.prompt("more", "room again"));
      assertThat(Sessions.all(session)).hasSize(kept + 1);
    }
  }
}
