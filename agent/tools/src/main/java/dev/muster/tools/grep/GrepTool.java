package dev.muster.tools.grep;

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
import dev.muster.workspace.search.GrepOutcome;
import dev.muster.workspace.search.Search;
import dev.muster.workspace.search.SearchRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** Finds files by content: {@code Grep}. Safe for use by several threads. */
public final class GrepTool implements Tool {

  private final Search search;
  private final Predicate<Path> visible;

  /**
   * @param visible whether a file, by its canonical location, may be named or quoted
   */
  public GrepTool(Search search, Predicate<Path> visible) {
    this.search = search;
    this.visible = visible;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec("Grep", ToolText.beside(GrepTool.class, "grep.md"), schema());
  }

  private static Json.Obj schema() {
    return new InputSchema()
        .required("pattern", InputSchema.of("string", "The regular expression"))
        .optional("path", InputSchema.of("string", "The file or folder to search"))
        .optional("glob", InputSchema.of("string", "Which files, such as *.{ts,tsx}"))
        .optional("output_mode", InputSchema.choice(GrepRequest.MODES, "What is told"))
        .optional("-A", InputSchema.of("number", "Lines to tell after each match"))
        .optional("-B", InputSchema.of("number", "Lines to tell before each match"))
        .optional("-C", InputSchema.of("number", "Lines to tell around each match"))
        .optional("context", InputSchema.of("number", "The same as -C"))
        .optional("-n", InputSchema.of("boolean", "Number the lines; true by default"))
        .optional("-i", InputSchema.of("boolean", "Ignore case"))
        .optional("-o", InputSchema.of("boolean", "Tell only the matching parts"))
        .optional("type", InputSchema.of("string", "A file type, such as java"))
        .optional("head_limit", InputSchema.of("number", "How many entries are told; 0 for all"))
        .optional("offset", InputSchema.of("number", "How many entries are skipped"))
        .optional("multiline", InputSchema.of("boolean", "Let a match span lines"))
        .build();
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    ToolInput reader = GrepRequest.reader(input);
    GrepRequest request = GrepRequest.of(reader, folder);
    return reader
        .faults()
        .<Plan>map(Plan.Invalid::new)
        .orElseGet(() -> new Plan.Ready(List.of(new Effect.SearchTree(request.root())), true));
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    Json.Obj input = call.call().input();
    Path root = GrepRequest.of(GrepRequest.reader(input), context.folder()).root();
    return execute(input, call.path(root), call.confinement(), context);
  }

  ToolOutcome execute(
      Json.Obj input, PathIdentity root, Confinement confinement, ToolContext context)
      throws InterruptedException {
    GrepRequest request = GrepRequest.of(GrepRequest.reader(input), context.folder());
    switch (root.kind()) {
      case FILE, FOLDER -> {}
      case MISSING -> {
        return ToolOutcome.error("There is no file or folder at " + request.root() + ".");
      }
      case OTHER -> {
        return ToolOutcome.error(
            request.root() + " is a device, pipe or socket and cannot be searched.");
      }
    }
    SearchRequest within = new SearchRequest(root, visible, confinement);
    try {
      return switch (search.grep(within, request.query(), GrepReport.most(request))) {
        case GrepOutcome.Invalid(String why) -> ToolOutcome.error("Cannot search: " + why);
        case GrepOutcome.Found found -> new GrepReport(request, root, context.folder()).of(found);
      };
    } catch (IOException e) {
      return ToolOutcome.error("Searching " + request.root() + " failed: " + e.getMessage());
    }
  }
}
