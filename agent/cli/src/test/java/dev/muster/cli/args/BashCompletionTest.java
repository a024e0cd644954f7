package dev.muster.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash. */
class BashCompletionTest {

  @TempDir Path folder;

  @BeforeEach
  void bash() {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
  }

  @Test
  void theScriptIsCorrectBash() throws Exception {
    assertThat(bash("-n", script())).isEmpty();
  }

  @Test
  void optionsCommandsAndValuesAreOffered() throws Exception {
    assertThat(complete("muster", "--output-f")).containsExactly("--output-format");
    assertThat(complete("muster", "")).contains("demo", "trust", "completion", "help");
    assertThat(complete("muster", "-p", "--output-format", "st")).containsExactly("stream-json");
    assertThat(complete("muster", "--output-format", "=", "js")).containsExactly("json");
    assertThat(complete("muster", "--permission-mode", "="))
        .containsExactly("default", "acceptEdits", "plan", "dontAsk", "bypassPermissions");
    assertThat(complete("muster", "completion", "f")).containsExactly("fish");
    assertThat(complete("muster", "trust", "--r")).containsExactly("--revoke");
    assertThat(complete("muster", "-p", "x", "--mcp")).isEmpty();
    assertThat(complete("muster", "policy", ""))
        .containsExactly("explain", "check", "test", "replay", "decide");
    assertThat(complete("muster", "policy", "replay", "--all")).containsExactly("--all-projects");
    assertThat(complete("muster", "policy", "check", "--as", "ma")).containsExactly("managed");
    assertThat(complete("muster", "policy", "decide", "--js")).containsExactly("--jsonl");
  }

  @Test
  void filesAndFoldersAreOfferedWhereTheyAreMeant() throws Exception {
    Files.createDirectory(folder.resolve("sub dir"));
    Files.writeString(folder.resolve("sub.json"), "{}", StandardCharsets.UTF_8);
    assertThat(complete("muster", "--settings", "su")).contains("sub.json", "sub dir");
    assertThat(complete("muster", "--add-dir", "su")).containsExactly("sub dir");
    assertThat(complete("muster", "trust", "su")).containsExactly("sub dir");
  }

  private List<String> complete(String... words) throws Exception {
    String array = String.join(" ", List.of(words).stream().map(w -> "'" + w + "'").toList());
    String program =
        ". '"
            + script()
            + "'; COMP_WORDS=("
            + array
            + "); COMP_CWORD="
            + (words.length - 1)
            + "; _muster; printf '%s\\n' \"${COMPREPLY[@]}\"";
    return bash("-c", program).lines().filter(line -> !line.isEmpty()).toList();
  }

  private String script() throws IOException {
    Path script = folder.resolve("script");
    Files.writeString(script, CompletionScript.of(Shell.BASH), StandardCharsets.UTF_8);
    return script.toString();
  }

  private String bash(String... args) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/bin/bash", "--norc"));
    argv.addAll(List.of(args));
    Process process =
        new ProcessBuilder(argv).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return out;
  }
}
