package dev.muster.tools.glob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.search.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobToolTest {

  @TempDir Path temporary;
  private Path base;
  private final GlobTool tool = new GlobTool(Search.java(Map.of()), file -> true);

  @BeforeEach
  void tree() throws IOException {
    base = temporary.toRealPath().resolve("work");
    Files.createDirectories(base.resolve("src/deep"));
    Files.createDirectories(base.resolveSibling("other"));
    for (String name :
        new String[] {"a.java", "src/b.java", "src/deep/c.java", "../other/d.java"}) {
      Files.writeString(base.resolve(name), "");
    }
    Files.setLastModifiedTime(
        base.resolve("src/b.java"), FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
  }

  private ToolOutcome glob(String pattern, String path) throws Exception {
    Json.Obj input = Json.Obj.builder().put("pattern", pattern).put("path", path).build();
    Plan.Ready plan = (Plan.Ready) tool.plan(input, base);
    Path root = ((Effect.SearchTree) plan.effects().getFirst()).root();
    return tool.execute(
        input,
        new DiskPathFacts().identify(root),
        new Confinement.Unconfined(),
        new ToolContext("s", base, event -> {}));
  }

  private static String text(ToolOutcome outcome) {
    return ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  @Test
  void tellsThePathsNewestFirst() throws Exception {
    ToolOutcome outcome = glob("*.java", null);
    assertThat(text(outcome).lines())
        .containsExactlyInAnyOrder("src/b.java", "a.java", "src/deep/c.java")
        .first()
        .isEqualTo("src/b.java");
    Json.Obj detail = (Json.Obj) outcome.detail();
    assertThat(detail.whole("numFiles")).hasValue(3);
    assertThat(detail.bool("truncated")).contains(false);
    assertThat(text(glob("src/*", null))).isEqualTo("src/b.java");
    assertThat(text(glob("*.java", "src/deep"))).isEqualTo("src/deep/c.java");
    assertThat(text(glob("*.py", null))).isEqualTo("No file matches.");
  }

  @Test
  void refusesBracesThatDoNotPair() throws Exception {
    assertThat(text(glob("{a,b", null))).contains("'{' without '}'");
    assertThat(text(glob("a}", null))).contains("'}' without '{'");
    assertThat(text(glob("{".repeat(9999) + "}".repeat(9999), null))).contains("too many '{'");
    assertThat(text(glob("\\{*", null))).isEqualTo("No file matches.");
    assertThat(text(glob("[{}]*", null))).isEqualTo("No file matches.");
  }

  @Test
  void tellsThatAFolderMayNotBeRead() throws Exception {
    assumeFalse("root".equals(System.getProperty("user.name")), "root may read every folder");
    Path locked = base.resolve("src/deep");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("---------"));
    assertThat(text(glob("*", "src/deep"))).contains("not permitted by its mode");
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void declaresWhatAPatternLeadsTo() throws Exception {
    Json.Obj up = Json.Obj.builder().put("pattern", "../other/*.java").build();
    assertThat(((Plan.Ready) tool.plan(up, base)).effects())
        .containsExactly(new Effect.SearchTree(base.resolveSibling("other")));
    Json.Obj absolute = Json.Obj.builder().put("pattern", base + "/src/**/*.java").build();
    assertThat(((Plan.Ready) tool.plan(absolute, Path.of("/elsewhere"))).effects())
        .containsExactly(new Effect.SearchTree(base.resolve("src")));
    assertThat(text(glob("../other/*.java", null)))
        .isEqualTo(base.resolveSibling("other/d.java").toString());
    for (String wrong : new String[] {"src/../../x", "", "/a/*/../b", "../*/../x"}) {
      assertThat(tool.plan(Json.Obj.builder().put("pattern", wrong).build(), base))
          .as(wrong)
          .isInstanceOf(Plan.Invalid.class);
    }
  }

  @Test
  void tellsTheFirstHundred() throws Exception {
    for (int i = 0; i < 120; i++) {
      Files.writeString(base.resolve("n" + i + ".txt"), "");
    }
    ToolOutcome outcome = glob("*.txt", null);
    assertThat(text(outcome)).contains("of 120 files");
    assertThat(((Json.Obj) outcome.detail()).whole("totalMatches")).hasValue(120);
    assertThat(((Json.Obj) outcome.detail()).bool("truncated")).contains(true);
  }

  @Test
  void refusesWhatIsNoFolder() throws Exception {
    assertThat(glob("*", "a.java").isError()).isTrue();
    assertThat(glob("*", "nowhere").isError()).isTrue();
    assertThat(glob("[", null).isError()).isTrue();
  }
}
