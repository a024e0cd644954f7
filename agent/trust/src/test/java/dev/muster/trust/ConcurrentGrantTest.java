package dev.muster.trust;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentGrantTest {

  @TempDir Path temp;

  @Test
  void severalProcessesAndThreadsLoseNothing() throws Exception {
    Path root = temp.toRealPath();
    Path home = Files.createDirectory(root.resolve("home"));
    Path file = Files.writeString(home.resolve(".claude.json"), "{\n  \"keep\": 1\n}\n");
    List<Path> all = new ArrayList<>();
    List<Process> processes = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path"),
                  "dev.muster.trust.Granter",
                  file.toString(),
                  home.toString()));
      for (Path folder : folders(root, "p" + p, 25)) {
        command.add(folder.toString());
        all.add(folder);
      }
      processes.add(new ProcessBuilder(command).inheritIO().start());
    }
    TrustStore store = new TrustStore(file, home);
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      List<Path> mine = folders(root, "t" + t, 25);
      all.addAll(mine);
      threads.add(Thread.ofVirtual().start(() -> mine.forEach(store::grant)));
    }
    // Readers meanwhile see a whole file each time.
    for (int i = 0; i < 200; i++) {
      JsonReader.readObject(Files.readAllBytes(file));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    Json.Obj read = JsonReader.readObject(Files.readAllBytes(file));
    assertThat(read.whole("keep")).hasValue(1);
    assertThat(read.object("projects").orElseThrow().members()).hasSize(200);
    assertThat(all)
        .allSatisfy(f -> assertThat(store.standing(f)).isInstanceOf(Standing.Trusted.class));
    assertThat(home.toFile().list())
        .containsExactlyInAnyOrder(".claude.json", ".claude.json.muster-lock");
  }

  private static List<Path> folders(Path root, String prefix, int count) throws Exception {
    List<Path> folders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      folders.add(Files.createDirectories(root.resolve("work").resolve(prefix + "-" + i)));
    }
    return folders;
  }
}
