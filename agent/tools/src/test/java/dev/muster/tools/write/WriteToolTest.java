package dev.muster.tools.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.ToolContext;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteToolTest {

  @TempDir Path temporary;
  private Path base;
  private final WorkspaceFiles files = new WorkspaceFiles();
  private final FileLedger ledger = new FileLedger();
  private final WriteTool tool = new WriteTool(files, ledger);

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  private ToolOutcome write(String name, String content) throws IOException {
    return tool.execute(
        Json.Obj.builder().put("file_path", name).put("content", content).build(),
        new DiskPathFacts().identify(base.resolve(name)),
        new ToolContext("s", base, event -> {}));
  }

  private void seen(String name) throws IOException {
    PathIdentity identity = new DiskPathFacts().identify(base.resolve(name));
    ledger.saw(identity.canonical(), ((FileRead.Content) files.read(identity, 1 << 20)).state());
  }

  @Test
  void createsWithFolders() throws IOException {
    ToolOutcome outcome = write("a/b", "x\n");
    assertThat(base.resolve("a/b")).hasContent("x\n");
    Json.Obj detail = (Json.Obj) outcome.detail();
    assertThat(detail.string("type")).contains("create");
    assertThat(detail.get("originalFile")).isEqualTo(Json.NULL);
    assertThat(detail.items("structuredPatch")).isEmpty();
  }

  @Test
  void replacesOnlyWhatWasRead() throws IOException {
    Files.writeString(base.resolve("f"), "old\r\nlines\r\n");
    assertThat(write("f", "new\n").isError()).isTrue();
    seen("f");
    ToolOutcome outcome = write("f", "new\nlines\n");
    assertThat(outcome.isError()).isFalse();
    assertThat(Files.readString(base.resolve("f"))).isEqualTo("new\r\nlines\r\n");
    assertThat(((Json.Obj) outcome.detail()).string("type")).contains("update");
    assertThat(write("f", "again\n").isError()).as("it knows its own change").isFalse();
    Files.writeString(base.resolve("f"), "somebody else's");
    assertThat(write("f", "mine\n").isError()).isTrue();
    assertThat(base.resolve("f")).hasContent("somebody else's");
  }

  @Test
  void refusesHalfACharacter() throws IOException {
    Files.writeString(base.resolve("h"), "old");
    seen("h");
    for (String name : new String[] {"h", "new"}) {
      ContentBlock told = write(name, "a\uD800b").content().getFirst();
      assertThat(((ContentBlock.Text) told).text()).contains("half of a surrogate pair");
    }
    assertThat(base.resolve("h")).hasContent("old");
    assertThat(base.resolve("new")).doesNotExist();
  }

  @Test
  void keepsAnUnusualEncodingUnlessACharacterForbids() throws IOException {
    Files.write(base.resolve("l"), new byte[] {'c', (byte) 0xE9});
    seen("l");
    write("l", "ê");
    assertThat(Files.readAllBytes(base.resolve("l"))).containsExactly(0xEA);
    write("l", "€");
    assertThat(Files.readString(base.resolve("l"))).isEqualTo("€");
  }

  @Test
  void refusesAFolderAndAPlaceBelowAFile() throws IOException {
    Files.writeString(base.resolve("f"), "x");
    assertThat(write("f/x", "y").isError()).isTrue();
    assertThat(write(".", "y").isError()).isTrue();
  }
}
