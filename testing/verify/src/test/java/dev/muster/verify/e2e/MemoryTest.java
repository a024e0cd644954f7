package dev.muster.verify.e2e;

import static dev.muster.verify.e2e.Scene.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.script.Turn;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files in which people keep standing instructions. */
class MemoryTest {

  @TempDir Path folder;

  @Test
  void reachesTheFirstMessageInOrder() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      scene.home().writeInHome(".claude/CLAUDE.md", "MEMO-1-user\n");
      scene.home().write("../CLAUDE.md", "MEMO-2-parent\n");
      scene.home().write("CLAUDE.md", "MEMO-3-project\n\n@docs/more.md and `@docs/not.md`\n");
      scene.home().write("docs/more.md", "MEMO-4-import\n@deeper.md\n");
      scene.home().write("docs/deeper.md", "MEMO-5-import\n");
      scene.home().write("docs/not.md", "MEMO-never\n");
      scene.home().write(".claude/rules/style.md", "MEMO-6-rule\n");
      scene.home().write("CLAUDE.local.md", "MEMO-7-local\n");
      scene.trusted();
      scene.json("my own words");
      String first = scene.request(0).firstUserText();
      int at = -1;
      for (String memo :
          List.of(
              "MEMO-1-user",
              "MEMO-2-parent",
              "MEMO-3-project",
              "MEMO-4-import",
              "MEMO-5-import",
              "MEMO-6-rule",
              "MEMO-7-local",
              "my own words")) {
        assertThat(first.indexOf(memo)).as(memo + " in its order in " + first).isGreaterThan(at);
        at = first.indexOf(memo);
      }
      assertThat(first).doesNotContain("MEMO-never");
      assertThat(scene.request(0).system()).doesNotContain("MEMO-");
    }
  }

  @Test
  void rulesForPathsAndNestedFilesArriveWhenAFileThereIsRead() {
    Turn read = call("Read", "file_path", "web/page.ts");
    try (Scene scene = Scene.of(folder, read, Turn.text("ok"))) {
      scene.home().write("web/page.ts", "let x\n");
      scene.home().write("web/CLAUDE.md", "MEMO-nested\n");
      scene.home().write(".claude/rules/ts.md", "---\npaths:\n  - \"**/*.ts\"\n---\nMEMO-ts\n");
      scene.home().write(".claude/rules/go.md", "---\npaths:\n  - \"**/*.go\"\n---\nMEMO-go\n");
      scene.git();
      scene.json("hi");
      assertThat(scene.request(0).body().json()).doesNotContain("MEMO-");
      assertThat(scene.request(1).body().json())
          .contains("MEMO-nested", "MEMO-ts")
          .doesNotContain("MEMO-go");
    }
  }

  @Test
  void agentsFileStandsInWhereThereIsNoOther() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"), Turn.text("ok"))) {
      scene.home().write("AGENTS.md", "MEMO-agents\n");
      scene.json("hi");
      scene.home().write("CLAUDE.md", "MEMO-claude\n");
      scene.json("hi");
      assertThat(scene.request(0).firstUserText()).contains("MEMO-agents");
      assertThat(scene.request(1).firstUserText())
          .contains("MEMO-claude")
          .doesNotContain("MEMO-agents");
    }
  }

  @Test
  void importsDoNotLeaveTheProject() {
    try (Scene scene = Scene.of(folder, Turn.text("ok"))) {
      scene.home().writeInHome("secret.md", "MEMO-secret\n");
      scene.home().write("CLAUDE.md", "MEMO-project @../home/secret.md @~/secret.md @nowhere.md\n");
      Outcome outcome = scene.json("hi");
      assertThat(outcome.exitCode()).isZero();
      assertThat(scene.request(0).body().json())
          .contains("MEMO-project")
          .doesNotContain("MEMO-secret");
    }
  }

  @Test
  void comesFromTheSourcesOfSettingsThatCount() {
    Turn ok = Turn.text("ok");
    try (Scene scene = Scene.of(folder, ok, ok)) {
      scene.home().writeInHome(".claude/CLAUDE.md", "MEMO-user\n");
      scene.home().write("CLAUDE.md", "MEMO-project\n");
      scene.home().write("CLAUDE.local.md", "MEMO-local\n");
      scene.json("hi", "--setting-sources", "");
      assertThat(scene.request(0).firstUserText()).doesNotContain("MEMO-");
      scene.json("hi", "--setting-sources", "user,local");
      assertThat(scene.request(1).firstUserText())
          .contains("MEMO-user", "MEMO-local")
          .doesNotContain("MEMO-project");
    }
  }
}
