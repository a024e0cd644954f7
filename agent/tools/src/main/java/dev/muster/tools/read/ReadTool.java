package dev.muster.tools.read;

import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Confinement;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.InputSchema;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolInput;
import dev.muster.tool.ToolText;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.Refusal;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Shows a file to the model: {@code Read}. Safe for use by several threads. */
public final class ReadTool implements Tool {

  private static final Set<String> KNOWN = Set.of("file_path", "offset", "limit", "pages");
  private static final long MOST = 9_007_199_254_740_991L;

  /** The largest file that is loaded at all. */
  static final int MAX_BYTES = 32 << 20;

  private final WorkspaceFiles files;
  private final FileLedger ledger;
  private final PdfProgram pdf;

  /** What a call asks for. */
  record Request(Path path, OptionalLong offset, OptionalLong limit, Optional<PageRange> pages) {
    boolean ranged() {
      return offset.isPresent() || limit.isPresent();
    }
  }

  /**
   * @param ledger told of every file that is shown whole
   * @param pdf looks into PDFs
   */
  public ReadTool(WorkspaceFiles files, FileLedger ledger, PdfProgram pdf) {
    this.files = files;
    this.ledger = ledger;
    this.pdf = pdf;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "Read",
        ToolText.beside(ReadTool.class, "read.md"),
        new InputSchema()
            .required("file_path", InputSchema.of("string", "The file to show"))
            .optional(
                "offset",
                InputSchema.of("integer", "The first line to show, from 1")
                    .with("minimum", Json.of(0))
                    .with("maximum", Json.of(MOST)))
            .optional(
                "limit",
                InputSchema.of("integer", "How many lines to show")
                    .with("exclusiveMinimum", Json.of(0))
                    .with("maximum", Json.of(MOST)))
            .optional(
                "pages", InputSchema.of("string", "Pages of a PDF, such as 3 or 1-5; at most 20"))
            .build());
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    ToolInput reader = new ToolInput(input, KNOWN);
    Request request = request(reader, folder);
    return reader
        .faults()
        .<Plan>map(Plan.Invalid::new)
        .orElseGet(() -> new Plan.Ready(List.of(new Effect.ReadFile(request.path())), true));
  }

  private static Request request(ToolInput input, Path folder) {
    Path path = input.requiredPath("file_path", folder);
    return new Request(
        path, input.whole("offset", 0, MOST), input.whole("limit", 1, MOST), pages(input));
  }

  private static Optional<PageRange> pages(ToolInput input) {
    Optional<String> text = input.text("pages").filter(pages -> !pages.isBlank());
    Optional<PageRange> pages = text.flatMap(PageRange::parse);
    if (text.isPresent() && pages.isEmpty()) {
      input.fault("`pages` must be one page or a range, counted from 1, such as \"3\" or \"1-5\"");
    }
    return pages;
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    Json.Obj input = call.call().input();
    Path path = request(new ToolInput(input, KNOWN), context.folder()).path();
    return execute(input, call.path(path), call.confinement(), context);
  }

  ToolOutcome execute(
      Json.Obj input, PathIdentity file, Confinement confinement, ToolContext context)
      throws InterruptedException {
    Request request = request(new ToolInput(input, KNOWN), context.folder());
    PdfView pages = new PdfView(pdf, request.path(), file, confinement);
    try {
      if (request.pages().isPresent() && file.kind() == PathIdentity.Kind.FILE) {
        return pages.pages(request.pages().get());
      }
      return switch (files.read(file, MAX_BYTES)) {
        case FileRead.Refused(Refusal reason, String why) -> refused(reason, why, request, context);
        case FileRead.Content content when FileView.isPdf(content.bytes()) -> {
          ToolOutcome outcome = pages.whole(content.bytes());
          if (!outcome.isError()) {
            ledger.saw(file.canonical(), content.state());
          }
          yield outcome;
        }
        case FileRead.Content content -> new FileView(request, file, ledger).of(content);
      };
    } catch (IOException e) {
      return ToolOutcome.error("Reading " + request.path() + " failed: " + e.getMessage());
    }
  }

  private static ToolOutcome refused(
      Refusal reason, String why, Request request, ToolContext context) {
    String hint =
        switch (reason) {
          case MISSING -> SimilarNames.hint(request.path(), context.folder());
          case FOLDER -> " Use Glob to see what it holds.";
          case SWAPPED, CHANGED -> " Call Read again.";
          case TOO_LARGE ->
              " Of a PDF give `pages`; else use Grep to find the part that matters, or a shell"
                  + " command to cut it out.";
          case NOT_REGULAR, FORBIDDEN -> "";
        };
    return ToolOutcome.error("Cannot read " + request.path() + ": " + why + "." + hint);
  }
}
