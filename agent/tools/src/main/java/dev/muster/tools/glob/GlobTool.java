package dev.muster.tools.glob;

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
import dev.muster.workspace.search.GlobOutcome;
import dev.muster.workspace.search.Search;
import dev.muster.workspace.search.SearchRequest;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Finds files by name: {@code Glob}. Safe for use by several threads. */
public final class GlobTool implements Tool {

  private static final Set<String> KNOWN = Set.of("pattern", "path");
  private static final int LIMIT = 100;

  private final Search search;
  private final Predicate<Path> visible;

  /** What a call asks for: the pattern is relative to the root. */
  private record Request(String pattern, Path root) {}

  /**
   * @param visible whether a file, by its canonical location, may be named
   */
  public GlobTool(Search search, Predicate<Path> visible) {
    this.search = search;
    this.visible = visible;
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(
        "Glob",
        ToolText.beside(GlobTool.class, "glob.md"),
        new InputSchema()
            .required("pattern", InputSchema.of("string", "The glob"))
            .optional(
                "path",
                InputSchema.of("string", "The folder to search, by default the current one"))
            .build());
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    ToolInput reader = new ToolInput(input, KNOWN);
    Request request = request(reader, folder);
    return reader
        .faults()
        .<Plan>map(Plan.Invalid::new)
        .orElseGet(() -> new Plan.Ready(List.of(new Effect.SearchTree(request.root())), true));
  }

  private static Request request(ToolInput input, Path folder) {
    String pattern = input.required("pattern");
    String written = input.text("path").orElse("");
    if (pattern.isBlank() && input.faults().isEmpty()) {
      input.fault("`pattern` is empty");
    }
    try {
      return rooted(pattern, folder.resolve(written).normalize(), input);
    } catch (InvalidPathException e) {
      input.fault("not a path: " + e.getInput());
      return new Request(pattern, folder);
    }
  }

  /**
   * Moves the leading plain components of a pattern that is absolute or starts with {@code ..} into
   * the root, so that what is searched is what was declared.
   */
  private static Request rooted(String pattern, Path base, ToolInput input) {
    if (!pattern.startsWith("/") && !pattern.startsWith("..")) {
      if (List.of(pattern.split("/", -1)).contains("..")) {
        input.fault("`..` may stand only at the start of `pattern`");
      }
      return new Request(pattern, base);
    }
    Path root = pattern.startsWith("/") ? base.getRoot() : base;
    String[] parts = pattern.split("/", -1);
    int at = 0;
    while (at < parts.length - 1 && !hasMeta(parts[at])) {
      root = root == null ? null : root.resolve(parts[at]).normalize();
      at++;
    }
    List<String> rest = new ArrayList<>();
    for (int i = at; i < parts.length; i++) {
      rest.add(parts[i]);
    }
    if (rest.contains("..")) {
      input.fault("`..` may stand only at the start of `pattern`");
    }
    return new Request(String.join("/", rest), root == null ? base : root);
  }

  private static boolean hasMeta(String part) {
    for (int i = 0; i < part.length(); i++) {
      if ("*?[]{}\\!".indexOf(part.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    Json.Obj input = call.call().input();
    Path root = request(new ToolInput(input, KNOWN), context.folder()).root();
    return execute(input, call.path(root), call.confinement(), context);
  }

  ToolOutcome execute(
      Json.Obj input, PathIdentity root, Confinement confinement, ToolContext context)
      throws InterruptedException {
    Request request = request(new ToolInput(input, KNOWN), context.folder());
    switch (root.kind()) {
      case FOLDER -> {}
      case MISSING -> {
        return ToolOutcome.error("There is no folder at " + request.root() + ".");
      }
      case FILE, OTHER -> {
        return ToolOutcome.error(request.root() + " is not a folder. Use Read to see a file.");
      }
    }
    long start = System.nanoTime();
    try {
      return switch (search.glob(
          new SearchRequest(root, visible, confinement), request.pattern(), LIMIT)) {
        case GlobOutcome.Invalid(String why) -> ToolOutcome.error("Cannot search: " + why + ".");
        case GlobOutcome.Found found -> outcome(found, request, context, start);
      };
    } catch (IOException e) {
      return ToolOutcome.error("Searching " + request.root() + " failed: " + e.getMessage());
    }
  }

  private static ToolOutcome outcome(
      GlobOutcome.Found found, Request request, ToolContext context, long start) {
    List<String> names = new ArrayList<>();
    for (String path : found.paths()) {
      Path file = request.root().resolve(path);
      boolean inside = file.startsWith(context.folder());
      names.add((inside ? context.folder().relativize(file) : file).toString());
    }
    boolean truncated = found.total() > names.size();
    StringBuilder text = new StringBuilder(String.join("\n", names));
    if (names.isEmpty()) {
      text.append("No file matches.");
    }
    if (truncated) {
      text.append("\n[The ")
          .append(names.size())
          .append(" most recently modified of ")
          .append(found.total())
          .append(" files. Narrow the pattern or the path to see the others.]");
    }
    if (!found.complete()) {
      text.append("\n[Parts of the tree could not be searched.]");
    }
    return ToolOutcome.text(
        text.toString(),
        Json.Obj.builder()
            .put("filenames", Json.strings(names))
            .put("durationMs", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start))
            .put("numFiles", names.size())
            .put("truncated", truncated)
            .put("totalMatches", found.total())
            .put("countIsComplete", found.complete())
            .build());
  }
}
