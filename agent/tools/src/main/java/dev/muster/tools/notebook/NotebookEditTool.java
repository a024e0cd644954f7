package dev.muster.tools.notebook;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Effect;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.InputSchema;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import dev.muster.tool.ToolInput;
import dev.muster.tool.ToolText;
import dev.muster.tools.edit.FileChange;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.Refusal;
import dev.muster.workspace.TextFile;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes a cell of a Jupyter notebook: {@code NotebookEdit}. Safe for use by several threads. */
public final class NotebookEditTool implements Tool {

  private static final Set<String> KNOWN =
      Set.of("notebook_path", "cell_id", "new_source", "cell_type", "edit_mode");
  private static final List<String> MODES = List.of("replace", "insert", "delete");
  private static final List<String> TYPES = List.of("code", "markdown");

  private final FileChange change;

  /** What a call asks for. */
  record Request(
      Path path, Optional<String> cell, String source, Optional<String> type, String mode) {}

  /**
   * @param ledger asked whether the session knows a file, and told of what it becomes
   */
  public NotebookEditTool(WorkspaceFiles files, FileLedger ledger) {
    this.change = new FileChange(files, ledger);
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "NotebookEdit",
        ToolText.beside(NotebookEditTool.class, "notebook.md"),
        new InputSchema()
            .required("notebook_path", InputSchema.of("string", "The notebook to change"))
            .optional("cell_id", InputSchema.of("string", "The id of the cell"))
            .required("new_source", InputSchema.of("string", "The cell's new source"))
            .optional("cell_type", InputSchema.choice(TYPES, "The cell's type"))
            .optional("edit_mode", InputSchema.choice(MODES, "What to do; replace by default"))
            .build());
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    ToolInput reader = new ToolInput(input, KNOWN);
    Request request = request(reader, folder);
    return reader
        .faults()
        .<Plan>map(Plan.Invalid::new)
        .orElseGet(() -> new Plan.Ready(List.of(new Effect.WriteFile(request.path())), false));
  }

  private static Request request(ToolInput input, Path folder) {
    String written = input.required("notebook_path");
    Path path = folder;
    try {
      path = folder.resolve(written).normalize();
    } catch (InvalidPathException e) {
      input.fault("`notebook_path` is not a path: " + e.getReason());
    }
    Request request =
        new Request(
            path,
            input.text("cell_id").filter(id -> !id.isEmpty()),
            input.required("new_source"),
            input.choice("cell_type", TYPES),
            input.choice("edit_mode", MODES).orElse("replace"));
    if (!written.isEmpty() && !written.endsWith(".ipynb")) {
      input.fault("`notebook_path` must name a .ipynb file; use Edit for others");
    }
    if (request.mode().equals("insert") && request.type().isEmpty()) {
      input.fault("`cell_type` is needed to insert a cell");
    }
    if (!request.mode().equals("insert") && request.cell().isEmpty()) {
      input.fault("`cell_id` is needed unless a cell is inserted");
    }
    return request;
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    Json.Obj input = call.call().input();
    Path path = request(new ToolInput(input, KNOWN), context.folder()).path();
    return execute(input, call.path(path), context);
  }

  ToolOutcome execute(Json.Obj input, PathIdentity file, ToolContext context) {
    Request request = request(new ToolInput(input, KNOWN), context.folder());
    try {
      return switch (change.read(file)) {
        case FileRead.Refused(Refusal reason, String why) ->
            ToolOutcome.error(
                "Cannot edit " + request.path() + ": " + why + "." + FileChange.hint(reason));
        case FileRead.Content content -> edit(request, file, content);
      };
    } catch (IOException e) {
      return ToolOutcome.error(
          "Editing " + request.path() + " failed, and it was left as it was: " + e.getMessage());
    }
  }

  private ToolOutcome edit(Request request, PathIdentity file, FileRead.Content content)
      throws IOException {
    Optional<String> refusal = change.refusal(file, request.path(), content.state());
    if (refusal.isPresent()) {
      return ToolOutcome.error(refusal.get());
    }
    Optional<TextFile> old = TextFile.decode(content.bytes());
    Optional<Json.Obj> notebook = old.flatMap(text -> parse(text.text()));
    if (old.isEmpty() || notebook.isEmpty()) {
      return ToolOutcome.error(request.path() + " is not a notebook: it is not JSON with cells.");
    }
    return switch (NotebookCells.change(notebook.get(), request)) {
      case NotebookCells.Result.Refused(String why) -> ToolOutcome.error(why);
      case NotebookCells.Result.Changed(Json.Obj changed, String cell) -> {
        TextFile fresh = old.get().withText(NotebookWriter.write(changed, old.get().shown()));
        TextFile ended =
            old.get().allCrLf() ? fresh.withText(fresh.text().replace("\n", "\r\n")) : fresh;
        Optional<String> failure =
            change.write(file, request.path(), ended.encode(), Optional.of(content.state()));
        yield failure.isPresent()
            ? ToolOutcome.error(failure.get())
            : ToolOutcome.text(
                done(request, cell), detail(request, cell, notebook.get(), old.get(), fresh));
      }
    };
  }

  private static Optional<Json.Obj> parse(String text) {
    try {
      return Optional.of(JsonReader.readObject(text))
          .filter(o -> o.get("cells") instanceof Json.Arr);
    } catch (JsonException notJson) {
      return Optional.empty();
    }
  }

  private static String done(Request request, String cell) {
    return switch (request.mode()) {
      case "insert" -> "Inserted cell " + cell + ".";
      case "delete" -> "Deleted cell " + cell + ".";
      default -> "Replaced cell " + cell + ".";
    };
  }

  private static Json.Obj detail(
      Request request, String cell, Json.Obj notebook, TextFile before, TextFile after) {
    String language =
        notebook
            .object("metadata")
            .flatMap(metadata -> metadata.object("language_info"))
            .flatMap(info -> info.string("name"))
            .orElse("python");
    return Json.Obj.builder()
        .put("new_source", request.source())
        .put("cell_id", cell)
        .put("cell_type", request.type().orElse("code"))
        .put("language", language)
        .put("edit_mode", request.mode())
        .put("error", "")
        .put("notebook_path", request.path().toString())
        .put("original_file", before.shown())
        .put("updated_file", after.text())
        .build();
  }
}
