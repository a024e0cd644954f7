package dev.muster.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A writer that is killed at any moment leaves a whole file, and nothing that stands in the way.
 */
class CrashTest {

  private static final int SIZE = 300_000;

  @TempDir Path temporary;

  /** The child: replaces a file by ever new content of one repeated letter until it is killed. */
  public static final class Child {
    public static void main(String[] arguments) throws IOException {
      Path file = Path.of(arguments[0]);
      WorkspaceFiles files = new WorkspaceFiles();
      DiskPathFacts facts = new DiskPathFacts();
      for (int i = 1; ; i++) {
        FileRead.Content now = (FileRead.Content) files.read(facts.identify(file), 1 << 20);
        files.replace(facts.identify(file), content((char) ('a' + i % 26)), now.state());
        if (i == 1) {
          System.out.println("ready");
        }
      }
    }
  }

  private static byte[] content(char letter) {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) letter);
    return bytes;
  }

  @Test
  void leavesAWholeFileWhenKilled() throws Exception {
    Path file = Files.write(temporary.toRealPath().resolve("f"), content('a'));
    Random random = new Random(42);
    List<String> letters = new ArrayList<>();
    for (int round = 0; round < 8; round++) {
      Process child =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  Child.class.getName(),
                  file.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      assertThat(child.inputReader().readLine()).isEqualTo("ready");
      boolean ended = child.waitFor(30 + random.nextInt(150), TimeUnit.MILLISECONDS);
      assertThat(ended).as("the child went on until it was killed").isFalse();
      child.destroyForcibly().waitFor();
      byte[] left = Files.readAllBytes(file);
      assertThat(left).hasSize(SIZE);
      assertThat(left).containsOnly(left[0]);
      letters.add(String.valueOf((char) left[0]));
    }
    assertThat(letters).as("the child did write").anyMatch(letter -> !letter.equals("a"));
  }
}
