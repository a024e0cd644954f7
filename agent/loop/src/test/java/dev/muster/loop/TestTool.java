package dev.muster.loop;

import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.Effect;
import dev.muster.protocol.ToolOutcome;
import dev.muster.tool.Plan;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A tool whose input may name a {@code path}; what it does with that, and what else it does, a test
 * says.
 */
final class TestTool implements Tool {

  /** What a call does. */
  @FunctionalInterface
  interface Body {
    ToolOutcome run(PermittedCall call) throws InterruptedException;
  }

  /** What a call does to its path. */
  enum Kind {
    READS,
    WRITES,
    TOUCHES_NOTHING
  }

  private final String name;
  private final Kind kind;
  private final boolean besideOthers;
  private final Body body;

  /** Of every run. */
  final List<ToolContext> contexts = new CopyOnWriteArrayList<>();

  TestTool(String name, Kind kind, boolean besideOthers, Body body) {
    this.name = name;
    this.kind = kind;
    this.besideOthers = besideOthers;
    this.body = body;
  }

  /** A tool that reads nothing and may run beside others. */
  static TestTool look(String name, Body body) {
    return new TestTool(name, Kind.TOUCHES_NOTHING, true, body);
  }

  /** A tool that runs alone and asks nobody. */
  static TestTool act(String name, Body body) {
    return new TestTool(name, Kind.TOUCHES_NOTHING, false, body);
  }

  /** A tool that reads its path. */
  static TestTool read(String name) {
    return new TestTool(
        name, Kind.READS, true, call -> ToolOutcome.text("read " + path(call.call().input())));
  }

  /** A tool that writes its path, which nobody may do unasked. */
  static TestTool write(String name, Body body) {
    return new TestTool(name, Kind.WRITES, false, body);
  }

  static String path(Json.Obj input) {
    return input.string("path").orElse("");
  }

  @Override
  public ToolSpec spec() {
    return new ToolSpec(name, "A tool of a test.", Json.Obj.EMPTY);
  }

  @Override
  public Plan plan(Json.Obj input, Path folder) {
    if (input.has("throw")) {
      throw new IllegalStateException("a plan that fails");
    }
    if (input.has("bad")) {
      return new Plan.Invalid("there is a bad parameter");
    }
    Path path = folder.resolve(path(input)).normalize();
    return new Plan.Ready(
        switch (kind) {
          case READS -> List.of(new Effect.ReadFile(path));
          case WRITES -> List.of(new Effect.WriteFile(path));
          case TOUCHES_NOTHING -> List.of();
        },
        besideOthers);
  }

  @Override
  public ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException {
    contexts.add(context);
    return body.run(call);
  }
}
