package dev.muster.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A price book is shown, changed, looked at and imported by the commands of the program. */
class PricesCommandTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    err.reset();
    return ConsoleCommands.run(
        new Surroundings(
            Map.of("MUSTER_CONSOLE_DATA", folder.resolve("data").toString()),
            folder,
            folder,
            false,
            "test",
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InstantSource.system()),
        words);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path changed() throws IOException {
    assertThat(run("prices", "show", "--book")).isZero();
    String book = printed();
    String line = "rates 2024-01-01 0 4000 5000 8000 200 20000";
    assertThat(book).contains(line);
    Path file = folder.resolve("next.txt");
    Files.writeString(
        file, book.replace(line, line + "\n  rates 2027-01-01 0 3000 4000 7000 100 15000"));
    return file;
  }

  @Test
  void aChangedBookIsImportedOnlyAfterItsChangesWereSeen() throws IOException {
    Path file = changed();
    assertThat(run("prices", "import", file.toString())).isEqualTo(1);
    assertThat(printed())
        .contains("changed  claude-opus-5-5, before:")
        .contains("2027-01-01")
        .contains("$15.00")
        .contains("Nothing was imported");
    assertThat(run("prices", "show")).isZero();
    assertThat(printed()).doesNotContain("2027-01-01");

    assertThat(run("prices", "import", file.toString(), "--yes")).isZero();
    assertThat(run("prices", "show")).isZero();
    assertThat(printed()).contains("2027-01-01").contains("claude-haiku-5-5");
    assertThat(run("prices", "import", file.toString())).isZero();
    assertThat(printed()).isEqualTo("Nothing changes.\n");
  }

  @Test
  void aFaultIsNamedByItsLineAndChangesNothing() throws IOException {
    Path file = folder.resolve("bad.txt");
    Files.writeString(file, "model a 1 1 1 1 100 A\n  rates yesterday 0 1 1 1 1 1\n");
    assertThat(run("prices", "import", file.toString(), "--yes")).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("bad.txt:2:");
    assertThat(folder.resolve("data/prices.txt")).doesNotExist();
  }
}
