package dev.muster.tools.edit;

import dev.muster.json.Json;
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
import dev.muster.tools.read.SimilarNames;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.FileState;
import dev.muster.workspace.Refusal;
import dev.muster.workspace.TextEdit;
import dev.muster.workspace.TextFile;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replaces a passage of a file: {@code Edit}. Safe for use by several threads. */
public final class EditTool implements Tool {

  private static final Set<String> KNOWN =
      Set.of("file_path", "old_string", "new_string", "replace_all");
  private static final int MAX_LINES_TOLD = 20;

  private final FileChange change;

  /** What a call asks for. */
  private record Request(Path path, String before, String after, boolean all) {}

  /**
   * @param ledger asked whether the session knows a file, and told of what it becomes
   */
  public EditTool(WorkspaceFiles files, FileLedger ledger) {
    this.change = new FileChange(files, ledger);
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "Edit",
        ToolText.beside(EditTool.class, "edit.md"),
        new InputSchema()
            .required("file_path", InputSchema.of("string", "The file to change"))
            .required("old_string", InputSchema.of("string", "The passage to replace"))
            .required("new_string", InputSchema.of("string", "What to put in its place"))
            .optional(
                "replace_all",
                InputSchema.of("boolean", "Replace every occurrence")
                    .with("default", new Json.Bool(false)))
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
    Path path = input.requiredPath("file_path", folder);
    return new Request(
        path,
        input.required("old_string"),
        input.required("new_string"),
        input.bool("replace_all").orElse(false));
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    Json.Obj input = call.call().input();
    Path path = request(new ToolInput(input, KNOWN), context.folder()).path();
    return execute(input, call.path(path), context);
  }

  ToolOutcome execute(Json.Obj input, PathIdentity file, ToolContext context) {
    Request request = request(new ToolInput(input, KNOWN), context.folder());
    if (request.before().equals(request.after())) {
      return ToolOutcome.error(
          "`old_string` and `new_string` are the same, so there is nothing to change.");
    }
    try {
      if (file.kind() == PathIdentity.Kind.MISSING && request.before().isEmpty()) {
        return create(request, file);
      }
      return switch (change.read(file)) {
        case FileRead.Refused(Refusal reason, String why) -> {
          String hint =
              reason == Refusal.MISSING
                  ? SimilarNames.hint(request.path(), context.folder())
                  : FileChange.hint(reason);
          yield ToolOutcome.error("Cannot edit " + request.path() + ": " + why + "." + hint);
        }
        case FileRead.Content content -> edit(request, file, content);
      };
    } catch (IOException e) {
      return ToolOutcome.error(
          "Editing " + request.path() + " failed, and it was left as it was: " + e.getMessage());
    }
  }

  private ToolOutcome create(Request request, PathIdentity file) throws IOException {
    byte[] bytes;
    try {
      bytes = TextFile.of(request.after()).encode();
    } catch (CharacterCodingException e) {
      return ToolOutcome.error(FileChange.HALF_CHARACTER);
    }
    Optional<String> failure = change.write(file, request.path(), bytes, Optional.empty());
    return failure.isPresent()
        ? ToolOutcome.error(failure.get())
        : ToolOutcome.text("Created " + request.path() + ".", detail(request, "", request.after()));
  }

  private ToolOutcome edit(Request request, PathIdentity file, FileRead.Content content)
      throws IOException {
    Optional<TextFile> text = TextFile.decode(content.bytes());
    boolean empty = text.isPresent() && text.get().text().isEmpty();
    if (request.before().isEmpty() && !empty) {
      return ToolOutcome.error(
          request.path()
              + " exists and is not empty, so `old_string` must not be empty. Use Write to replace"
              + " the whole file.");
    }
    Optional<String> refusal =
        empty ? Optional.empty() : change.refusal(file, request.path(), content.state());
    if (refusal.isPresent()) {
      return ToolOutcome.error(refusal.get());
    }
    if (text.isEmpty()) {
      return ToolOutcome.error("Cannot edit " + request.path() + ": it is a binary file.");
    }
    if (empty) {
      return request.before().isEmpty()
          ? write(request, file, content.state(), text.get(), text.get().withText(request.after()))
          : ToolOutcome.error(absent(request, ""));
    }
    return switch (TextEdit.replace(text.get(), request.before(), request.after(), request.all())) {
      case TextEdit.Result.Absent() -> ToolOutcome.error(absent(request, text.get().shown()));
      case TextEdit.Result.Ambiguous(List<Integer> lines) ->
          ToolOutcome.error(ambiguous(request, lines));
      case TextEdit.Result.Edited(TextFile changed, int count) ->
          write(request, file, content.state(), text.get(), changed);
    };
  }

  private ToolOutcome write(
      Request request, PathIdentity file, FileState before, TextFile old, TextFile changed)
      throws IOException {
    byte[] bytes;
    try {
      bytes = changed.encode();
    } catch (CharacterCodingException e) {
      return ToolOutcome.error(
          request.path()
              + " is written in "
              + changed.encoding().charset()
              + ", which does not have every character of `new_string`. Use only characters that it"
              + " has, or convert the file to UTF-8 first.");
    }
    Optional<String> failure = change.write(file, request.path(), bytes, Optional.of(before));
    return failure.isPresent()
        ? ToolOutcome.error(failure.get())
        : ToolOutcome.text(
            "Changed " + request.path() + ".", detail(request, old.shown(), changed.shown()));
  }

  private static Json.Obj detail(Request request, String before, String after) {
    return Json.Obj.builder()
        .put("filePath", request.path().toString())
        .put("oldString", request.before())
        .put("newString", request.after())
        .put("originalFile", before)
        .put("structuredPatch", FileChange.patch(before, after))
        .put("userModified", false)
        .put("replaceAll", request.all())
        .build();
  }

  private static String ambiguous(Request request, List<Integer> lines) {
    List<Integer> told = lines.size() > MAX_LINES_TOLD ? lines.subList(0, MAX_LINES_TOLD) : lines;
    StringBuilder where = new StringBuilder();
    for (int line : told) {
      where.append(where.isEmpty() ? "" : ", ").append(line);
    }
    return "`old_string` occurs "
        + lines.size()
        + " times in "
        + request.path()
        + " (on lines "
        + where
        + (told.size() < lines.size() ? " and more" : "")
        + "). Take in more of the lines around the one you mean, or set `replace_all`.";
  }

  private static String absent(Request request, String text) {
    String said = "`old_string` does not occur in " + request.path() + ".";
    int line = LooseMatch.lineOf(text, request.before());
    return line > 0
        ? said
            + " A passage that differs from it only in white space, or in line numbers copied from"
            + " Read, starts on line "
            + line
            + ". Give it exactly as it stands there."
        : said + " Read the file again and give the passage exactly as it stands there.";
  }
}
