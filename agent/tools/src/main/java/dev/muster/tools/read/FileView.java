package dev.muster.tools.read;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.TextFile;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Turns one file's content, other than a PDF, into what the model sees; for one thread. */
final class FileView {

  /** The largest file that is shown whole. */
  private static final int MAX_WHOLE = 256 * 1024;

  private final ReadTool.Request request;
  private final PathIdentity file;
  private final FileLedger ledger;

  FileView(ReadTool.Request request, PathIdentity file, FileLedger ledger) {
    this.request = request;
    this.file = file;
    this.ledger = ledger;
  }

  ToolOutcome of(FileRead.Content content) {
    byte[] bytes = content.bytes();
    Optional<Picture> picture = Picture.of(bytes);
    if (picture.isPresent()) {
      return picture(picture.get(), content);
    }
    Optional<TextFile> text = TextFile.decode(bytes);
    if (text.isEmpty()) {
      return ToolOutcome.error(
          "Cannot read "
              + request.path()
              + ": it is a binary file. Use a program that knows its format.");
    }
    if (!request.ranged() && file.canonical().toString().endsWith(".ipynb")) {
      Optional<ToolOutcome> notebook =
          NotebookView.of(text.get().text(), request.path(), MAX_WHOLE);
      if (notebook.isPresent()) {
        if (!notebook.get().isError()) {
          ledger.saw(file.canonical(), content.state());
        }
        return notebook.get();
      }
    }
    return text(text.get().shown(), content);
  }

  private ToolOutcome text(String shown, FileRead.Content content) {
    if (!request.ranged() && content.bytes().length > MAX_WHOLE) {
      return ToolOutcome.error(
          request.path()
              + " has "
              + content.bytes().length / 1024
              + " KB, more than the 256 KB that are shown at once. Give `offset` and `limit`, or use"
              + " Grep to find the part that matters.");
    }
    String view = request.offset() + " " + request.limit();
    if (ledger.showed(file.canonical(), content.state(), view)) {
      return ToolOutcome.text(
          "The file has not changed since it was last read; what was shown then still holds.",
          detail("file_unchanged", Json.Obj.builder().put("filePath", path())));
    }
    if (shown.isEmpty()) {
      return ToolOutcome.text(
          "The file exists but is empty.", textDetail(new NumberedLines("", "", 1, 0, 0, false)));
    }
    NumberedLines lines = NumberedLines.of(shown, request.offset().orElse(1), request.limit());
    if (lines.count() == 0) {
      return ToolOutcome.text(
          "The file has "
              + lines.total()
              + " lines, so there is nothing at line "
              + lines.first()
              + ".",
          textDetail(lines));
    }
    return ToolOutcome.text(
        lines.cut() ? lines.numbered() + cutNotice(lines) : lines.numbered(), textDetail(lines));
  }

  private static String cutNotice(NumberedLines lines) {
    int last = lines.first() + lines.count() - 1;
    return "\n\n[Cut: only 256 KB are shown at once. "
        + (lines.count() == 1
            ? "Line " + last + " may be longer than that; the next line is " + (last + 1)
            : "Go on with offset " + (last + 1))
        + " of "
        + lines.total()
        + ".]";
  }

  private Json.Obj textDetail(NumberedLines lines) {
    return detail(
        "text",
        Json.Obj.builder()
            .put("filePath", path())
            .put("content", lines.plain())
            .put("numLines", lines.count())
            .put("startLine", lines.first())
            .put("totalLines", lines.total()));
  }

  private ToolOutcome picture(Picture picture, FileRead.Content content) {
    int size = content.bytes().length;
    if (!picture.isWhole(content.bytes())) {
      return ToolOutcome.error(
          "Cannot read "
              + request.path()
              + ": it is a picture that is damaged or cut off, which no model takes.");
    }
    if (!picture.fits(size)) {
      return ToolOutcome.error(
          request.path()
              + " is a picture of "
              + size / 1024
              + " KB and "
              + picture.width()
              + "×"
              + picture.height()
              + " pixels; the model takes at most 3840 KB and 8000 pixels a side. Make a smaller copy"
              + " and read that.");
    }
    ledger.saw(file.canonical(), content.state());
    String base64 = Base64.getEncoder().encodeToString(content.bytes());
    Json.Builder detail =
        Json.Obj.builder()
            .put("base64", base64)
            .put("type", picture.mediaType())
            .put("originalSize", size)
            .put(
                "dimensions",
                Json.Obj.builder()
                    .put("originalWidth", picture.width())
                    .put("originalHeight", picture.height())
                    .put("displayWidth", picture.width())
                    .put("displayHeight", picture.height())
                    .build());
    return new ToolOutcome(
        List.of(new ContentBlock.Image(picture.mediaType(), base64)),
        false,
        detail("image", detail));
  }

  /** Whether it begins as PDFs do. */
  static boolean isPdf(byte[] bytes) {
    return bytes.length > 4
        && bytes[0] == '%'
        && bytes[1] == 'P'
        && bytes[2] == 'D'
        && bytes[3] == 'F'
        && bytes[4] == '-';
  }

  private String path() {
    return request.path().toString();
  }

  private static Json.Obj detail(String type, Json.Builder file) {
    return Json.Obj.builder().put("type", type).put("file", file.build()).build();
  }
}
