package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.bash;
import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names and prompts beyond ASCII, whatever the locale is and whether it is installed or not. The
 * names are given by the model and by a shell, since the locale of the test's own JVM may not do.
 */
class LocaleTest {

  private static final String NAME = "naïve – 文.txt";

  /** In bytes, for a shell: pr\u00fcfe. */
  private static final String PROMPT = "$(printf 'pr\\303\\274fe')";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "C.UTF-8", "de_DE.ISO-8859-1", "xx_YY.UTF-8"})
  void nothingIsGarbled(String locale) {
    Turn write = call("Write", "file_path", NAME, "content", "inhalt ü 文\n");
    Turn read = call("Read", "file_path", NAME);
    Turn look = bash("cat na*.txt; printenv LC_ALL || echo none");
    try (Scene scene = Scene.of(folder, write, read, look, Turn.text("grüß 文"))) {
      scene.home().unset("LC_ALL").unset("LC_CTYPE").unset("LANG");
      if (!locale.isEmpty()) {
        scene.home().set("LC_ALL", locale);
      }
      String command =
          "exec \"$0\" -p \"" + PROMPT + "\" --permission-mode acceptEdits --allowedTools Bash";
      ProgramRun.Result run =
          ProgramRun.of("sh", "-c", command, Packaged.launcher().toString()).in(scene.home()).run();
      assertThat(run.stdout()).as(run.text()).isEqualTo("grüß 文\n");
      assertThat(scene.request(0).lastUserText()).contains("prüfe");
      assertThat(scene.request(2).lastToolResult()).contains("1\tinhalt ü 文");
      assertThat(scene.lastToolResult())
          .as("commands get the locale as it was")
          .startsWith("inhalt ü 文\n" + (locale.isEmpty() ? "none" : locale));
    }
  }
}
