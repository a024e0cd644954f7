package dev.muster.tools.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileState;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadToolTest {

  @TempDir Path temporary;
  private Path base;
  private final FileLedger ledger = new FileLedger();
  private final ReadTool tool = new ReadTool(new WorkspaceFiles(), ledger, noPdf());

  private static PdfProgram noPdf() {
    return new PdfProgram(
        request -> {
          throw new AssertionError("no PDF is read here");
        },
        List.of(),
        Duration.ZERO);
  }

  @BeforeEach
  void realBase() throws IOException {
    base = temporary.toRealPath();
  }

  private ToolOutcome read(String json) throws Exception {
    Json.Obj input = JsonReader.readObject(json);
    Plan.Ready plan = (Plan.Ready) tool.plan(input, base);
    Path path = ((Effect.ReadFile) plan.effects().getFirst()).path();
    return tool.execute(
        input,
        new DiskPathFacts().identify(path),
        new Confinement.Unconfined(),
        new ToolContext("s", base, event -> {}));
  }

  private static String text(ToolOutcome outcome) {
    return ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  private static Json.Obj file(ToolOutcome outcome) {
    return ((Json.Obj) outcome.detail()).object("file").orElseThrow();
  }

  @Test
  void numbersLinesAndTellsTheSameToPrograms() throws Exception {
    Files.writeString(base.resolve("f"), "one\r\ntwo\r\n");
    ToolOutcome outcome = read("{\"file_path\":\"f\"}");
    assertThat(outcome.isError()).isFalse();
    assertThat(text(outcome)).isEqualTo("1\tone\n2\ttwo\n3\t");
    assertThat(file(outcome))
        .isEqualTo(
            JsonReader.readObject(
                "{\"filePath\":\""
                    + base.resolve("f")
                    + "\",\"content\":\"one\\ntwo\\n\",\"numLines\":3,\"startLine\":1,\"totalLines\":3}"));
    assertThat(((Json.Obj) outcome.detail()).string("type")).contains("text");
  }

  @Test
  void showsARangeGivenAsNumbersOrStrings() throws Exception {
    Files.writeString(base.resolve("f"), "1\n2\n3\n4\n5");
    assertThat(text(read("{\"file_path\":\"f\",\"offset\":2,\"limit\":2}")))
        .isEqualTo("2\t2\n3\t3");
    assertThat(text(read("{\"file_path\":\"f\",\"offset\":\"4\"}"))).isEqualTo("4\t4\n5\t5");
    ToolOutcome past = read("{\"file_path\":\"f\",\"offset\":9}");
    assertThat(past.isError()).isFalse();
    assertThat(text(past)).contains("5 lines");
  }

  @Test
  void tellsOfAnEmptyFileAndOfASecondIdenticalRead() throws Exception {
    Files.writeString(base.resolve("e"), "");
    assertThat(read("{\"file_path\":\"e\"}").isError()).isFalse();
    Files.writeString(base.resolve("f"), "x");
    assertThat(text(read("{\"file_path\":\"f\"}"))).isEqualTo("1\tx");
    assertThat(text(read("{\"file_path\":\"f\"}"))).contains("not changed");
    assertThat(text(read("{\"file_path\":\"f\",\"limit\":1}"))).isEqualTo("1\tx");
    ledger.forgetViews();
    assertThat(text(read("{\"file_path\":\"f\"}"))).isEqualTo("1\tx");
    Files.writeString(base.resolve("f"), "y");
    assertThat(text(read("{\"file_path\":\"f\"}"))).isEqualTo("1\ty");
  }

  @Test
  void refusesTooMuchAtOnceButShowsRanges() throws Exception {
    Files.writeString(base.resolve("big"), "x".repeat(99).concat("\n").repeat(3000));
    assertThat(read("{\"file_path\":\"big\"}").isError()).isTrue();
    assertThat(text(read("{\"file_path\":\"big\",\"offset\":2999,\"limit\":1}")))
        .startsWith("2999\tx");
    ToolOutcome cut = read("{\"file_path\":\"big\",\"offset\":1}");
    assertThat(text(cut)).hasSizeLessThan(300_000).contains("Go on with offset");
    Files.writeString(base.resolve("line"), "y".repeat(300_000));
    assertThat(text(read("{\"file_path\":\"line\",\"limit\":1}"))).contains("Cut");
  }

  @Test
  void explainsWhatItCannotRead() throws Exception {
    Files.writeString(base.resolve("Config.java"), "x");
    Files.write(base.resolve("bin"), new byte[] {1, 0, 2});
    ToolOutcome missing = read("{\"file_path\":\"config.jav\"}");
    assertThat(missing.isError()).isTrue();
    assertThat(text(missing)).contains("Did you mean Config.java?");
    assertThat(text(read("{\"file_path\":\"nowhere/x\"}"))).contains("does not exist either");
    assertThat(read("{\"file_path\":\".\"}").isError()).isTrue();
    assertThat(text(read("{\"file_path\":\"bin\"}"))).contains("binary");
    Files.write(base.resolve("wide"), "\uFEFFwide\n".getBytes(Charset.forName("UTF-32LE")));
    assertThat(text(read("{\"file_path\":\"wide\"}"))).contains("binary");
  }

  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @Test
  void showsPicturesByTheirContent() throws Exception {
    byte[] png = Base64.getDecoder().decode(PNG);
    Files.write(base.resolve("p.dat"), png);
    ToolOutcome outcome = read("{\"file_path\":\"p.dat\"}");
    assertThat(outcome.content())
        .containsExactly(
            new ContentBlock.Image("image/png", Base64.getEncoder().encodeToString(png)));
    assertThat(file(outcome).object("dimensions").orElseThrow().whole("originalWidth")).hasValue(1);
    byte[] large = new byte[4 << 20];
    System.arraycopy(png, 0, large, 0, png.length);
    Files.write(base.resolve("large.png"), large);
    assertThat(text(read("{\"file_path\":\"large.png\"}"))).contains("3840 KB");
  }

  @Test
  void keepsDamagedPicturesFromTheModel() throws Exception {
    byte[] png = Base64.getDecoder().decode(PNG);
    Files.write(base.resolve("cut.png"), Arrays.copyOf(png, png.length - 13));
    assertThat(text(read("{\"file_path\":\"cut.png\"}"))).contains("damaged or cut off");
    String notebook = "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"\",\"outputs\":[%s]}]}";
    String output = "{\"output_type\":\"display_data\",\"data\":{\"image/png\":\"iVBORw0KGgo=\"}}";
    Files.writeString(base.resolve("d.ipynb"), notebook.formatted(output));
    ToolOutcome outcome = read("{\"file_path\":\"d.ipynb\"}");
    assertThat(text(outcome)).contains("[a picture that is damaged]");
    assertThat(outcome.content()).hasSize(1);
  }

  @Test
  void tellsWhichPicturesOfANotebookAreLeftOut() throws Exception {
    byte[] wide = "GIF89a\u00ff\u00ff\1\0\0\0\0,;".getBytes(ISO_8859_1);
    String output = "{\"output_type\":\"display_data\",\"data\":{\"image/png\":\"%s\"}}";
    String small = String.join(",", Collections.nCopies(11, output.formatted(PNG)));
    String large = output.formatted(Base64.getEncoder().encodeToString(wide));
    Files.writeString(
        base.resolve("p.ipynb"),
        "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"\",\"outputs\":[%s,%s]}]}"
            .formatted(large, small));
    List<ContentBlock> content = read("{\"file_path\":\"p.ipynb\"}").content();
    assertThat(content).filteredOn(ContentBlock.Image.class::isInstance).hasSize(10);
    assertThat(content.toString()).contains("too large for the model", "only the first 10");
  }

  @Test
  void aNotebookThatWasNotShownDoesNotCountAsRead() throws Exception {
    Path file = base.resolve("big.ipynb");
    String source = "x".repeat(300_000);
    Files.writeString(
        file, "{\"cells\":[{\"cell_type\":\"code\",\"source\":\"%s\"}]}".formatted(source));
    assertThat(read("{\"file_path\":\"big.ipynb\"}").isError()).isTrue();
    FileState now = FileState.of(Files.readAllBytes(file), Files.getLastModifiedTime(file));
    assertThat(ledger.knowledge(file, now)).isEqualTo(FileLedger.Knowledge.NONE);
  }

  @Test
  void knowsTheEndOfEveryKindOfPicture() {
    byte[] gif = "GIF89a\u0003\u0000\u0002\u0000\u0000\u0000\u0000,;".getBytes(ISO_8859_1);
    byte[] jpeg =
        "\u00ff\u00d8\u00ff\u00c0\0\u000b\b\0\5\0\7\1\1x\0\u00ff\u00d9-".getBytes(ISO_8859_1);
    byte[] webp = "RIFF\u0016\0\0\0WEBPVP8L\0\0\0\0/\3\0\0\0\0\0\0\0\0".getBytes(ISO_8859_1);
    for (byte[] whole : List.of(Base64.getDecoder().decode(PNG), gif, jpeg, webp)) {
      assertThat(Picture.of(whole).orElseThrow().isWhole(whole)).isTrue();
      byte[] cut = Arrays.copyOf(whole, whole.length - 3);
      assertThat(Picture.of(cut).orElseThrow().isWhole(cut)).isFalse();
    }
  }

  @Test
  void showsNotebooksByCells() throws Exception {
    Files.writeString(
        base.resolve("n.ipynb"),
        """
        {"cells":[{"cell_type":"markdown","id":"m1","metadata":{},"source":["# Title\\n","text"]},
        {"cell_type":"code","id":"c1","metadata":{},"execution_count":1,"source":"print(1)",
         "outputs":[{"output_type":"stream","name":"stdout","text":["1\\n"]},
          {"output_type":"display_data","data":{"image/png":"%s"},"metadata":{}},
          {"output_type":"error","ename":"E","evalue":"bad","traceback":[]}]}],
        "metadata":{},"nbformat":4,"nbformat_minor":5}
        """
            .formatted(PNG));
    ToolOutcome outcome = read("{\"file_path\":\"n.ipynb\"}");
    assertThat(text(outcome))
        .contains("<cell id=\"m1\" type=\"markdown\">\n# Title\ntext\n</cell>")
        .contains("print(1)")
        .contains("<output>\n1\n</output>");
    assertThat(outcome.content().get(1)).isEqualTo(new ContentBlock.Image("image/png", PNG));
    assertThat(file(outcome).items("cells")).hasSize(2);
  }

  @Test
  void saysWhatIsWrongWithItsInput() throws Exception {
    for (String wrong :
        List.of(
            "{}",
            "{\"file_path\":1}",
            "{\"file_path\":\"f\",\"limit\":0}",
            "{\"file_path\":\"f\",\"x\":1}",
            "{\"file_path\":\"a\\u0000b\"}")) {
      assertThat(tool.plan(JsonReader.readObject(wrong), base)).isInstanceOf(Plan.Invalid.class);
    }
    assertThat(tool.spec().inputSchema().bool("additionalProperties")).contains(false);
    assertThat(tool.spec().description()).isNotBlank();
  }

  @Test
  void readsOtherPictureHeaders() {
    byte[] gif = "GIF89a\u0003\u0000\u0002\u0000".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Picture.of(gif)).contains(new Picture("image/gif", 3, 2));
    byte[] jpeg = {
      (byte) 0xFF,
      (byte) 0xD8,
      (byte) 0xFF,
      (byte) 0xE0,
      0,
      4,
      0,
      0,
      (byte) 0xFF,
      (byte) 0xC0,
      0,
      11,
      8,
      0,
      5,
      0,
      7,
      1,
      1,
      0x11,
      0
    };
    assertThat(Picture.of(jpeg)).contains(new Picture("image/jpeg", 7, 5));
    byte[] broken = {
      (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, (byte) 0xFF, (byte) 0xFF, 0, 0, 0, 0, 0, 0
    };
    assertThat(Picture.of(broken)).contains(new Picture("image/jpeg", 0, 0));
  }
}
