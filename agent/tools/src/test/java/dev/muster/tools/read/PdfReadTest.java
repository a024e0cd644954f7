package dev.muster.tools.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.exec.Processes;
import dev.muster.exec.Supervisor;
import dev.muster.json.Json;
import dev.muster.json.JsonReader;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.ToolContext;
import dev.muster.workspace.DiskPathFacts;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.WorkspaceFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading PDFs, with the real program for them as a real process. */
@Timeout(300)
class PdfReadTest {

  @TempDir Path temporary;
  private Path base;
  private final Supervisor supervisor = new Supervisor();
  private final FileLedger ledger = new FileLedger();
  private PdfProgram program;

  @BeforeEach
  void begin() throws IOException {
    base = temporary.toRealPath();
    program = program(java(System.getProperty("java.class.path")), Duration.ofSeconds(120));
  }

  @AfterEach
  void end() {
    supervisor.close();
  }

  private PdfProgram program(List<String> command, Duration timeout) {
    return new PdfProgram(new Processes(supervisor), command, timeout);
  }

  private static List<String> java(String classPath) {
    return PdfProgram.command(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), classPath);
  }

  private ToolOutcome read(String name, String pages) throws Exception {
    String range = pages.isEmpty() ? "" : ",\"pages\":\"" + pages + "\"";
    Json.Obj input = JsonReader.readObject("{\"file_path\":\"" + name + "\"" + range + "}");
    ReadTool tool = new ReadTool(new WorkspaceFiles(), ledger, program);
    Plan.Ready plan = (Plan.Ready) tool.plan(input, base);
    Path path = ((Effect.ReadFile) plan.effects().getFirst()).path();
    return tool.execute(
        input,
        new DiskPathFacts().identify(path),
        new Confinement.Unconfined(),
        new ToolContext("s", base, event -> {}));
  }

  /** Makes a PDF whose page {@code n} is {@code n} points wide. */
  private Path pdf(String name, int pages, int bytesOfEach) throws IOException {
    Random random = new Random(1);
    try (PDDocument document = new PDDocument()) {
      for (int i = 1; i <= pages; i++) {
        PDPage page = new PDPage(new PDRectangle(i, 100));
        byte[] content = new byte[bytesOfEach];
        random.nextBytes(content);
        PDStream stream = new PDStream(document);
        try (OutputStream out = stream.createOutputStream()) {
          out.write(content);
        }
        page.setContents(stream);
        document.addPage(page);
      }
      document.save(base.resolve(name).toFile());
    }
    return base.resolve(name);
  }

  private static String text(ToolOutcome outcome) {
    return ((ContentBlock.Text) outcome.content().getFirst()).text();
  }

  private static ContentBlock.Document document(ToolOutcome outcome) {
    return (ContentBlock.Document) outcome.content().getLast();
  }

  private static List<Integer> widths(ToolOutcome outcome) throws IOException {
    List<Integer> widths = new ArrayList<>();
    try (PDDocument shown =
        Loader.loadPDF(Base64.getDecoder().decode(document(outcome).base64()))) {
      shown.getPages().forEach(page -> widths.add((int) page.getMediaBox().getWidth()));
    }
    return widths;
  }

  private static Json.Obj file(ToolOutcome outcome) {
    return ((Json.Obj) outcome.detail()).object("file").orElseThrow();
  }

  @Test
  void showsAPdfWhole() throws Exception {
    Path file = pdf("ünï.pdf", 100, 10);
    ToolOutcome outcome = read("ünï.pdf", "");
    String base64 = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    assertThat(outcome.content())
        .containsExactly(new ContentBlock.Document("application/pdf", base64, "ünï.pdf"));
    assertThat(file(outcome).string("base64")).contains(base64);
    assertThat(file(outcome).whole("originalSize")).hasValue(Files.size(file));
    assertThat(ledger.seen(file)).isPresent();
  }

  @Test
  void showsSomePages() throws Exception {
    Path file = pdf("d.pdf", 240, 100);
    ToolOutcome outcome = read("d.pdf", "103-105");
    assertThat(text(outcome)).isEqualTo("Pages 103-105 of the 240 of " + file + ":");
    assertThat(widths(outcome)).containsExactly(103, 104, 105);
    assertThat(document(outcome).mediaType()).isEqualTo("application/pdf");
    assertThat(file(outcome).string("base64")).contains(document(outcome).base64());
    assertThat(file(outcome).whole("originalSize")).hasValue(Files.size(file));
    ToolOutcome one = read("d.pdf", " 3 ");
    assertThat(text(one)).startsWith("Page 3 of the 240");
    assertThat(widths(one)).containsExactly(3);
    assertThat(widths(read("d.pdf", "235-250"))).hasSize(6).endsWith(240);
    assertThat(read("d.pdf", "1-20").isError()).isFalse();
  }

  @Test
  void saysWhichPagesCannotBeShown() throws Exception {
    pdf("d.pdf", 3, 10);
    assertThat(text(read("d.pdf", "4-5"))).contains("only 3 pages");
    assertThat(text(read("d.pdf", "1-21"))).contains("at most 20");
    Files.writeString(base.resolve("t.txt"), "text");
    assertThat(text(read("t.txt", "1"))).contains("`pages` is for PDFs alone");
    assertThat(read("missing.pdf", "1").isError()).isTrue();
    ReadTool tool = new ReadTool(new WorkspaceFiles(), ledger, program);
    for (String wrong : List.of("0", "5-3", "x", "1-", "-3", "1,2", "1-2-3", "99999999999", "-")) {
      Json.Obj input =
          JsonReader.readObject("{\"file_path\":\"d.pdf\",\"pages\":\"" + wrong + "\"}");
      assertThat(tool.plan(input, base)).as(wrong).isInstanceOf(Plan.Invalid.class);
    }
  }

  @Test
  void refusesWholePdfsThatTheModelDoesNotTake() throws Exception {
    pdf("long.pdf", 101, 10);
    assertThat(text(read("long.pdf", ""))).contains("101 pages").contains("Give `pages`");
    pdf("large.pdf", 5, 5 << 20);
    assertThat(text(read("large.pdf", ""))).contains("25 MB").contains("Give `pages`");
    assertThat(widths(read("large.pdf", "4"))).containsExactly(4);
    assertThat(text(read("large.pdf", "1-5"))).contains("Ask for fewer");
    pdf("huge.pdf", 9, 4 << 20);
    assertThat(text(read("huge.pdf", ""))).contains("limit").contains("`pages`");
    assertThat(widths(read("huge.pdf", "8-9"))).containsExactly(8, 9);
    assertThat(ledger.seen(base.resolve("large.pdf"))).isEmpty();
  }

  @Test
  void refusesEncryptedAndBrokenPdfs() throws Exception {
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage());
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      document.save(base.resolve("secret.pdf").toFile());
    }
    Files.writeString(base.resolve("broken.pdf"), "%PDF-1.7\n...");
    for (String pages : List.of("", "1")) {
      assertThat(text(read("secret.pdf", pages))).contains("encrypted").contains("--decrypt");
      assertThat(text(read("broken.pdf", pages))).contains("understood");
    }
  }

  @Test
  void outlivesAPdfThatExhaustsMemory() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(packed)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1500; i++) {
        out.write(zeros);
      }
    }
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.writeBytes(
        ("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "3 0 obj<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length "
                + packed.size()
                + ">>stream\n")
            .getBytes(StandardCharsets.US_ASCII));
    pdf.writeBytes(packed.toByteArray());
    pdf.writeBytes(
        "\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF".getBytes(StandardCharsets.US_ASCII));
    Files.write(base.resolve("bomb.pdf"), pdf.toByteArray());
    assertThat(text(read("bomb.pdf", "1"))).contains("too much memory");
  }

  @Test
  void outlivesAProgramThatHangsOrIsMissing() throws Exception {
    pdf("d.pdf", 1, 10);
    program = program(List.of("/bin/sh", "-c", "sleep 60"), Duration.ofMillis(300));
    assertThat(text(read("d.pdf", "1"))).contains("takes longer");
    program = program(java(base.toString()), Duration.ofSeconds(120));
    assertThat(text(read("d.pdf", ""))).contains("build again");
  }

  @Test
  void readsOnlyTheFileThatWasDecidedAbout() throws Exception {
    Path file = pdf("d.pdf", 1, 10);
    PathIdentity decided = new DiskPathFacts().identify(file);
    Path other = pdf("other.pdf", 2, 10);
    Files.delete(file);
    Files.createSymbolicLink(file, other);
    assertThat(program.pages(decided, new PageRange(1, 1), new Confinement.Unconfined()))
        .isInstanceOf(PdfProgram.Answer.Refused.class);
    Files.delete(file);
    Files.move(other, file);
    assertThat(program.whole(decided, new Confinement.Unconfined()))
        .isInstanceOf(PdfProgram.Answer.Refused.class);
  }
}
