package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What keeps a console from starting is told in plain words, with an exit code of its own. */
class StartTest {

  private ConsoleScene scene;

  @BeforeEach
  void prepare() {
    scene = ConsoleScene.of(Script.of().otherwise(Turn.text("said")));
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  private ProgramRun.Result failing(int exitCode, String... more) {
    ProgramRun.Result result = scene.up(more).run();
    assertThat(result.exitCode()).as(result.text()).isEqualTo(exitCode);
    assertThat(result.stderr()).doesNotContain("a fault of the console", ConsoleScene.CANARY);
    return result;
  }

  @Test
  void aForeignProgramOnThePort() throws IOException {
    try (ServerSocket foreign = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(foreign.getLocalPort());
      assertThat(failing(6, "--port", port).stderr())
          .contains("Port " + port, "is taken by another program", "--port");
    }
  }

  @Test
  void twoConsolesOnOneFolder() {
    scene.start();
    assertThat(failing(6).stderr()).contains("Another console is running on the data folder");
    assertThat(scene.command("doctor", "--config", scene.folder() + "/console.json").exitCode())
        .isZero();
  }

  @Test
  void faultsOfTheConfiguration() {
    scene.configure("\"limts\": {}");
    assertThat(failing(4).stderr())
        .contains("console.json:9:", "unknown key \"limts\" (did you mean \"limits\"?)");
    scene.configure(
        "\"alerts\": { \"webhook\": \"https://x\", \"secret\": { \"env\": \"ABSENT\" } }");
    assertThat(failing(4).stderr()).contains("the environment variable ABSENT is not set");
    assertThat(scene.command("doctor", "--config", scene.folder() + "/console.json").stdout())
        .contains("WRONG", "ABSENT");
  }

  @Test
  void noDatabase() {
    String url = "postgresql://muster:canary-password@127.0.0.1:1/muster";
    assertThat(failing(5, "--database-url", url).stderr())
        .contains("cannot reach the database")
        .doesNotContain("canary-password");
    assertThat(failing(4, "--database-url", "mysql://x").stderr()).contains("postgresql://");
  }

  @Test
  void nothingRuns() {
    ProgramRun.Result result = scene.command("key", "list");
    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stderr()).contains("No console runs on", "muster console up");
    assertThat(scene.command("limit", "set").exitCode()).isEqualTo(2);
    assertThat(scene.command("--help").stdout()).contains("muster console up");
  }
}
