package dev.muster.tools.write;

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
import dev.muster.tools.edit.FileChange;
import dev.muster.workspace.FileLedger;
import dev.muster.workspace.FileRead;
import dev.muster.workspace.Refusal;
import dev.muster.workspace.TextFile;
import dev.muster.workspace.WorkspaceFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a file whole: {@code Write}. Safe for use by several threads. */
public final class WriteTool implements Tool {

  private static final Set<String> KNOWN = Set.of("file_path", "content");

  private final FileChange change;

  /** What a call asks for. */
  private record Request(Path path, String content) {}

  /**
   * @param ledger asked whether the session knows a file, and told of what it becomes
   */
  public WriteTool(WorkspaceFiles files, FileLedger ledger) {
    this.change = new FileChange(files, ledger);
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "Write",
        ToolText.beside(WriteTool.class, "write.md"),
        new InputSchema()
            .required("file_path", InputSchema.of("string", "The file to write"))
            .required("content", InputSchema.of("string", "Its whole content"))
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
    return new Request(path, input.required("content"));
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
      if (file.kind() == PathIdentity.Kind.MISSING) {
        return create(request, file);
      }
      return switch (change.read(file)) {
        case FileRead.Refused(Refusal reason, String why) ->
            ToolOutcome.error(
                "Cannot write " + request.path() + ": " + why + "." + FileChange.hint(reason));
        case FileRead.Content content -> replace(request, file, content);
      };
    } catch (IOException e) {
      return ToolOutcome.error("Writing " + request.path() + " failed: " + e.getMessage());
    }
  }

  private ToolOutcome create(Request request, PathIdentity file) throws IOException {
    byte[] bytes;
    try {
      bytes = TextFile.of(request.content()).encode();
    } catch (CharacterCodingException e) {
      return ToolOutcome.error(FileChange.HALF_CHARACTER);
    }
    Optional<String> failure = change.write(file, request.path(), bytes, Optional.empty());
    return failure.isPresent()
        ? ToolOutcome.error(failure.get())
        : ToolOutcome.text(
            "Created " + request.path() + ".",
            detail("create", request, new Json.Arr(List.of()), Json.NULL));
  }

  private ToolOutcome replace(Request request, PathIdentity file, FileRead.Content content)
      throws IOException {
    Optional<String> refusal = change.refusal(file, request.path(), content.state());
    if (refusal.isPresent()) {
      return ToolOutcome.error(refusal.get());
    }
    Optional<TextFile> old = TextFile.decode(content.bytes());
    byte[] bytes;
    try {
      bytes = old.isPresent() ? like(old.get(), request.content()) : plain(request.content());
    } catch (CharacterCodingException e) {
      return ToolOutcome.error(FileChange.HALF_CHARACTER);
    }
    Optional<String> failure =
        change.write(file, request.path(), bytes, Optional.of(content.state()));
    if (failure.isPresent()) {
      return ToolOutcome.error(failure.get());
    }
    String before = old.map(TextFile::shown).orElse("");
    String after = request.content().replace("\r\n", "\n");
    return ToolOutcome.text(
        "Wrote " + request.path() + ".",
        detail("update", request, FileChange.patch(before, after), Json.of(before)));
  }

  /** The content in the old file's encoding, with its mark, and CRLF if all its lines had that. */
  private static byte[] like(TextFile old, String content) throws CharacterCodingException {
    String text = content.startsWith("\uFEFF") ? content.substring(1) : content;
    String ended = old.allCrLf() ? text.replace("\r\n", "\n").replace("\n", "\r\n") : text;
    try {
      return old.withText(ended).encode();
    } catch (CharacterCodingException notInThatEncoding) {
      return plain(ended);
    }
  }

  private static byte[] plain(String content) throws CharacterCodingException {
    return TextFile.of(content).encode();
  }

  private static Json.Obj detail(String type, Request request, Json.Arr patch, Json original) {
    return Json.Obj.builder()
        .put("type", type)
        .put("filePath", request.path().toString())
        .put("content", request.content())
        .put("structuredPatch", patch)
        .put("originalFile", original)
        .put("userModified", false)
        .build();
  }
}
