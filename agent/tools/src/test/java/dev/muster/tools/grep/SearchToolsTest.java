package dev.muster.tools.grep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchToolsTest {

  @TempDir Path temporary;
  private Path base;
  private GrepTool tool;

  @BeforeEach
  void tree() throws IOException {
    base = temporary.toRealPath();
    Files.createDirectories(base.resolve("src"));
    Files.writeString(
        base.resolve("src/a.txt"), "one\ntwo needle\nthree\nfour\nfive\nsix needle\n");
    Files.writeString(base.resolve("src/b.java"), "needle\n");
    Files.writeString(base.resolve("secret.txt"), "needle\n");
    tool = new GrepTool(Search.java(Map.of()), file -> !file.equals(base.resolve("secret.txt")));
  }

  private ToolOutcome grep(String more) throws Exception {
    Json.Obj input = JsonReader.readObject("{\"pattern\":\"needle\"" + more + "}");
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
  void tellsFilesLinesOrCounts() throws Exception {
    assertThat(text(grep("")).lines()).containsExactlyInAnyOrder("src/a.txt", "src/b.java");
    assertThat(text(grep(",\"output_mode\":\"content\"")))
        .isEqualTo("src/a.txt:2:two needle\nsrc/a.txt:6:six needle\nsrc/b.java:1:needle");
    assertThat(text(grep(",\"output_mode\":\"content\",\"-n\":false,\"glob\":\"*.java\"")))
        .isEqualTo("src/b.java:needle");
    ToolOutcome count = grep(",\"output_mode\":\"count\"");
    assertThat(text(count)).contains("src/a.txt:2", "src/b.java:1", "3 matches in 2 files");
    assertThat(((Json.Obj) count.detail()).whole("numMatches")).hasValue(3);
  }

  @Test
  void tellsLinesAroundWithGaps() throws Exception {
    assertThat(text(grep(",\"output_mode\":\"content\",\"-C\":1,\"path\":\"src/a.txt\"")))
        .isEqualTo(
            "src/a.txt-1-one\nsrc/a.txt:2:two needle\nsrc/a.txt-3-three\n--\nsrc/a.txt-5-five\n"
                + "src/a.txt:6:six needle");
    assertThat(text(grep(",\"output_mode\":\"content\",\"-o\":true,\"type\":\"java\"")))
        .isEqualTo("src/b.java:1:needle");
  }

  @Test
  void tellsAPartAndHowToGoOn() throws Exception {
    ToolOutcome first = grep(",\"output_mode\":\"content\",\"head_limit\":2");
    assertThat(text(first)).contains("Go on with offset 2").doesNotContain("b.java");
    assertThat(((Json.Obj) first.detail()).whole("appliedLimit")).hasValue(2);
    assertThat(text(grep(",\"output_mode\":\"content\",\"head_limit\":2,\"offset\":2")))
        .isEqualTo("src/b.java:1:needle");
  }

  @Test
  void tellsABrokenPatternAsAnError() throws Exception {
    Json.Obj input = JsonReader.readObject("{\"pattern\":\"(\"}");
    ToolOutcome outcome =
        tool.execute(
            input,
            new DiskPathFacts().identify(base),
            new Confinement.Unconfined(),
            new ToolContext("s", base, event -> {}));
    assertThat(outcome.isError()).isTrue();
    assertThat(grep(",\"type\":\"nope\"").isError()).isTrue();
    assertThat(grep(",\"glob\":\"[\"").isError()).isTrue();
    assertThat(grep(",\"path\":\"nowhere\"").isError()).isTrue();
    for (String wrong :
        List.of(
            "{}", "{\"pattern\":\"x\",\"output_mode\":\"y\"}", "{\"pattern\":\"x\",\"-A\":-1}")) {
      assertThat(tool.plan(JsonReader.readObject(wrong), base)).isInstanceOf(Plan.Invalid.class);
    }
  }
}
