package dev.muster.verify.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.ProgramRun;
import dev.muster.verify.NodeProject;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The official Agent SDK, unmodified, drives the packaged program. Needs Node and npm. */
class AgentSdkTest {

  @Test
  void everyCheckIsOk() throws IOException {
    Path launcher = Packaged.launcher();
    NodeProject project =
        NodeProject.installed(
            Packaged.ROOT.resolve("agent/headless/src/test/node"),
            Packaged.ROOT.resolve("testing/verify/target/agent-sdk"));
    ProgramRun.Result run = project.run("drive.mjs", launcher.toString());
    assertThat(run.exitCode()).as(run.text()).isZero();
    assertThat(run.stdout()).contains("ok - one prompt").doesNotContain("not ok");
  }
}
