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
  void pricesInLiteLlmsShapeAreTakenIntoTheBookFromADayOn() throws IOException {
    Path file = folder.resolve("model_prices.json");
    Files.writeString(
        file,
        """
        {"sample_spec": {"input_cost_per_token": 0.0, "litellm_provider": "one of many", "mode": "chat"},
         "claude-opus-5-5": {"litellm_provider": "anthropic", "mode": "chat",
           "max_input_tokens": 1000000, "max_output_tokens": 128000, "supports_vision": true,
           "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
           "cache_creation_input_token_cost": 3.75e-06, "cache_read_input_token_cost": 1.1e-07,
           "cache_creation_input_token_cost_above_1hr": 0.000006,
           "input_cost_per_token_above_200k_tokens": 7e-06,
           "output_cost_per_token_above_200k_tokens": 0.000031,
           "cache_creation_input_token_cost_above_200k_tokens": 8e-06,
           "cache_creation_input_token_cost_above_1hr_above_200k_tokens": 9e-06,
           "cache_read_input_token_cost_above_200k_tokens": 2.2e-07},
         "claude-opus-5": {"litellm_provider": "anthropic", "mode": "chat",
           "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06},
         "claude-sonnet-5": {"litellm_provider": "anthropic", "mode": "chat",
           "input_cost_per_token": 1.5e-10, "output_cost_per_token": 2e-06,
           "cache_creation_input_token_cost": 1e-06, "cache_read_input_token_cost": 1e-06,
           "cache_creation_input_token_cost_above_1hr": 1e-06},
         "claude-next-9": {"litellm_provider": "anthropic", "mode": "chat"},
         "claude-haiku-4-5": {"litellm_provider": "bedrock", "mode": "chat",
           "input_cost_per_token": 9e-06, "output_cost_per_token": 9e-06}}
        """);
    assertThat(run("prices", "import", file.toString(), "--from", "2027-02-01")).isEqualTo(1);
    assertThat(printed())
        .contains("changed  claude-opus-5-5, before:")
        .contains("left out claude-opus-5: it does not tell cache_creation_input_token_cost")
        .contains("left out claude-sonnet-5: input_cost_per_token is no whole number")
        .contains("left out claude-next-9: the book does not name it")
        .contains("Nothing was imported")
        .doesNotContain("sample_spec")
        .doesNotContain("changed  claude-haiku-4-5");
    assertThat(folder.resolve("data/prices.txt")).doesNotExist();

    assertThat(run("prices", "import", file.toString(), "--from", "2027-02-01", "--yes")).isZero();
    assertThat(Files.readString(folder.resolve("data/prices.txt")))
        .contains(
            """
              rates 2024-01-01 0 4000 5000 8000 200 20000
              rates 2027-02-01 0 3000 3750 6000 110 15000
              rates 2027-02-01 200001 7000 8000 9000 220 31000
            """);
    assertThat(run("prices", "import", file.toString(), "--from", "2027-02-01")).isZero();
    assertThat(printed()).endsWith("Nothing changes.\n").doesNotContain("changed");

    Files.writeString(
        file, "{\"claude-next-9\": {\"litellm_provider\": \"anthropic\", \"mode\": \"chat\"}}");
    assertThat(run("prices", "import", file.toString(), "--yes")).isEqualTo(1);
    assertThat(printed()).contains("left out claude-next-9");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("no price that can be taken");

    Files.writeString(file, "{\"a\": ");
    assertThat(run("prices", "import", file.toString(), "--yes")).isEqualTo(4);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("are no JSON");
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
