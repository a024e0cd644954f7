package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Script;
import dev.muster.scriptedmodel.script.Turn;
import dev.muster.testkit.ProgramRun;
import dev.muster.verify.NodeProject;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The official SDK for TypeScript, unmodified, talks to the packaged console. Needs Node. */
class OfficialClientTest {

  @Test
  void everyCheckIsOk() throws IOException {
    NodeProject project =
        NodeProject.installed(
            ConsoleScene.ROOT.resolve("console/gateway/src/test/node"),
            ConsoleScene.ROOT.resolve("testing/verify/target/gateway-sdk"));
    ConsoleScene scene = ConsoleScene.of(Script.of().otherwise(Turn.text("said")));
    try {
      scene.start();
      scene.init();
      String key = scene.key("open");
      String spent = scene.key("spent");
      scene.json("limit", "set", "--workspace", "spent", "--amount", "0", "--period", "monthly");
      ProgramRun.Result run = project.run("talk.mjs", scene.url(), key, spent);
      assertThat(run.exitCode()).as(run.text()).isZero();
      assertThat(run.stdout()).contains("ok - a streamed answer").doesNotContain("not ok");
    } finally {
      scene.close();
    }
  }
}
