package dev.muster.cli;

import dev.muster.tool.ToolRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The built-in tools for those who only plan calls, made when first asked for. Thread-safe. */
final class PlanningTools implements Supplier<ToolRegistry> {

  private final Path folder;
  private final Machine machine;
  private final InstantSource clock;
  private @Nullable ToolRegistry made;

  PlanningTools(Path folder, Machine machine, InstantSource clock) {
    this.folder = folder;
    this.machine = machine;
    this.clock = clock;
  }

  @Override
  public synchronized ToolRegistry get() {
    if (made == null) {
      made = new ToolRegistry(BuiltInTools.forPlanning(folder, machine, clock).all());
    }
    return made;
  }
}
