package dev.muster.tools.read;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/**
 * Shows a PDF to the model, whole or some pages; for use by one thread.
 *
 * <p>What the model takes is said by the page on PDF support of the Messages API: no encryption,
 * 100 pages and 32 MB in a request. What it would refuse is refused here, since a request with it
 * fails, and every later one of the conversation too.
 */
final class PdfView {

  /** Leaves room for a conversation beside it in a request of at most 32 MB. */
  private static final int MAX_BASE64 = 30 << 20;

  private static final int MAX_PAGES = 100;

  private static final String USE_PAGES =
      " Give `pages`, such as \"1-5\"; at most " + PageRange.MOST + " at once.";

  private final PdfProgram program;
  private final Path path;
  private final PathIdentity file;
  private final Confinement confinement;

  /**
   * @param path as the call named it
   */
  PdfView(PdfProgram program, Path path, PathIdentity file, Confinement confinement) {
    this.program = program;
    this.path = path;
    this.file = file;
    this.confinement = confinement;
  }

  /** Shows the whole, of which these are the bytes. */
  ToolOutcome whole(byte[] bytes) throws IOException, InterruptedException {
    if ((bytes.length + 2) / 3 * 4 > MAX_BASE64) {
      return refused(
          "it has "
              + bytes.length / (1 << 20)
              + " MB, and at most 22 MB fit into a request."
              + USE_PAGES);
    }
    return switch (program.whole(file, confinement)) {
      case PdfProgram.Answer.Whole(int total) when total > MAX_PAGES ->
          refused(
              "it has "
                  + total
                  + " pages, and the model takes at most "
                  + MAX_PAGES
                  + " in a request."
                  + USE_PAGES);
      case PdfProgram.Answer.Refused(String why) -> refused(why + ".");
      case PdfProgram.Answer answer -> {
        String base64 = Base64.getEncoder().encodeToString(bytes);
        yield new ToolOutcome(
            List.of(document(base64)), false, detail(base64, bytes.length).build());
      }
    };
  }

  /** Shows some pages. */
  ToolOutcome pages(PageRange range) throws IOException, InterruptedException {
    if (range.count() > PageRange.MOST) {
      return refused("`pages` asks for " + range.count() + " pages; at most 20 are shown at once.");
    }
    return switch (program.pages(file, range, confinement)) {
      case PdfProgram.Answer.Refused(String why) -> refused(why + ".");
      case PdfProgram.Answer.Whole whole -> throw new IOException("pages were asked for");
      case PdfProgram.Answer.Pages(PageRange shown, int total, long size, String base64) ->
          new ToolOutcome(
              List.of(new ContentBlock.Text(title(shown, total)), document(base64)),
              false,
              detail(base64, size).build());
    };
  }

  private String title(PageRange shown, int total) {
    String which =
        shown.count() == 1
            ? "Page " + shown.first()
            : "Pages " + shown.first() + "-" + shown.last();
    return which + " of the " + total + " of " + path + ":";
  }

  private ContentBlock document(String base64) {
    return new ContentBlock.Document(
        "application/pdf", base64, String.valueOf(file.canonical().getFileName()));
  }

  private Json.Builder detail(String base64, long size) {
    return Json.Obj.builder()
        .put("type", "pdf")
        .put(
            "file",
            Json.Obj.builder()
                .put("filePath", path.toString())
                .put("base64", base64)
                .put("originalSize", size)
                .build());
  }

  private ToolOutcome refused(String why) {
    return ToolOutcome.error("Cannot read " + path + ": " + why);
  }
}
