package dev.muster.tools.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Effect;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditToolsTest {

  @TempDir Path temporary;
  private Path base;
  private final WorkspaceFiles files = new WorkspaceFiles();
  private final FileLedger ledger = new FileLedger();
  private final EditTool tool = new EditTool(files, ledger);

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  private void seen(String name) throws IOException {
    var identity = new DiskPathFacts().identify(base.resolve(name));
    FileRead.Content content = (FileRead.Content) files.read(identity, 1 << 20);
    ledger.saw(identity.canonical(), content.state());
  }

  private ToolOutcome edit(String name, String before, String after, boolean all) throws Exception {
    Json.Obj input =
        Json.Obj.builder()
            .put("file_path", name)
            .put("old_string", before)
            .put("new_string", after)
            .put("replace_all", all)
            .build();
    Plan.Ready plan = (Plan.Ready) tool.plan(input, base);
    assertThat(plan.besideOthers()).isFalse();
    Path path = ((Effect.WriteFile) plan.effects().getFirst()).path();
    return tool.execute(
        input, new DiskPathFacts().identify(path), new ToolContext("s", base, event -> {}));
  }

  private static String text(ToolOutcome outcome) {
    return ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  private void refuses(ToolOutcome outcome, String why) {
    assertThat(outcome.isError()).isTrue();
    assertThat(text(outcome)).contains(why);
  }

  @Test
  void fillsAFileThatHasNothingButItsMark() throws Exception {
    Files.writeString(base.resolve("marked"), "\uFEFF");
    assertThat(edit("marked", "", "x\n", false).isError()).isFalse();
    assertThat(base.resolve("marked")).hasContent("\uFEFFx\n");
  }

  @Test
  void refusesHalfACharacter() throws Exception {
    assertThat(text(edit("new", "", "a\uD800b", false))).contains("half of a surrogate pair");
    assertThat(base.resolve("new")).doesNotExist();
  }

  @Test
  void changesAPassageAndTellsWhatChanged() throws Exception {
    Files.writeString(base.resolve("f"), "one\r\ntwo\r\nthree\r\n");
    seen("f");
    ToolOutcome outcome = edit("f", "two\nthree", "2\n3", false);
    assertThat(outcome.isError()).isFalse();
    assertThat(Files.readString(base.resolve("f"))).isEqualTo("one\r\n2\r\n3\r\n");
    Json.Obj detail = (Json.Obj) outcome.detail();
    assertThat(detail.string("originalFile")).contains("one\ntwo\nthree\n");
    assertThat(detail.items("structuredPatch"))
        .containsExactly(
            JsonReader.readObject(
                "{\"oldStart\":1,\"oldLines\":3,\"newStart\":1,\"newLines\":3,"
                    + "\"lines\":[\" one\",\"-two\",\"-three\",\"+2\",\"+3\"]}"));
    assertThat(edit("f", "2", "zwei", false).isError()).as("it knows its own change").isFalse();
  }

  @Test
  void refusesWhatItMust() throws Exception {
    Files.writeString(base.resolve("f"), "if (x) {\n\treturn 1;\n}\nreturn 2;\n");
    refuses(edit("f", "x", "y", false), "has not been read");
    seen("f");
    refuses(edit("f", "x", "x", false), "same");
    refuses(edit("f", "return", "yield", false), "2 times");
    refuses(edit("f", "nothing", "y", false), "does not occur");
    refuses(edit("f", "    return 1;", "y", false), "line 2");
    refuses(edit("f", "2\t\treturn 1;", "y", false), "line 2");
    refuses(edit("f", "", "y", false), "not empty");
    refuses(edit("g", "x", "y", false), "there is no file");
    Files.writeString(base.resolve("f"), "changed");
    refuses(edit("f", "changed", "y", false), "has changed");
    assertThat(base.resolve("f")).hasContent("changed");
    Files.write(base.resolve("b"), new byte[] {0, 1});
    seen("b");
    refuses(edit("b", "x", "y", false), "binary");
    Files.write(base.resolve("l"), "é x".getBytes(StandardCharsets.ISO_8859_1));
    seen("l");
    refuses(edit("l", "x", "€", false), "ISO-8859-1");
  }

  @Test
  void takesANewerTimeWithTheSameContentForNoChange() throws Exception {
    Path file = Files.writeString(base.resolve("f"), "x");
    seen("f");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2031-01-01T00:00:00Z")));
    assertThat(edit("f", "x", "y", false).isError()).isFalse();
  }

  @Test
  void replacesAllAndCreates() throws Exception {
    Files.writeString(base.resolve("f"), "a b a");
    seen("f");
    assertThat(edit("f", "a", "c", true).isError()).isFalse();
    assertThat(base.resolve("f")).hasContent("c b c");
    assertThat(edit("new/g", "", "hello", false).isError()).isFalse();
    assertThat(base.resolve("new/g")).hasContent("hello");
    Files.writeString(base.resolve("empty"), "");
    assertThat(edit("empty", "", "x", false).isError()).isFalse();
    assertThat(base.resolve("empty")).hasContent("x");
  }
}
