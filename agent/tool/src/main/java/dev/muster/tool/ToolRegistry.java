package dev.muster.tool;

import dev.muster.model.ToolSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tools of a session by name, in the order in which the model is told of them. Immutable.
 *
 * <p>Each tool is asked once what it is, because it reads a file to tell. Written without streams:
 * every start passes here.
 */
public final class ToolRegistry {

  private final List<Tool> tools;
  private final List<ToolSpec> specs;
  private final Map<String, Tool> byName = new HashMap<>();

  /**
   * Registers tools.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  public ToolRegistry(Collection<? extends Tool> tools) {
    this(List.copyOf(tools), specs(tools));
  }

  private ToolRegistry(List<Tool> tools, List<ToolSpec> specs) {
    this.tools = tools;
    this.specs = specs;
    for (int i = 0; i < tools.size(); i++) {
      String name = specs.get(i).name();
      if (byName.put(name, tools.get(i)) != null) {
        throw new IllegalArgumentException("two tools are named " + name);
      }
    }
  }

  private static List<ToolSpec> specs(Collection<? extends Tool> tools) {
    List<ToolSpec> specs = new ArrayList<>();
    for (Tool tool : tools) {
      specs.add(tool.spec());
    }
    return List.copyOf(specs);
  }

  /** Those of these tools whose names pass. */
  public ToolRegistry only(Predicate<String> names) {
    List<Tool> kept = new ArrayList<>();
    List<ToolSpec> told = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      if (names.test(specs.get(i).name())) {
        kept.add(tools.get(i));
        told.add(specs.get(i));
      }
    }
    return new ToolRegistry(List.copyOf(kept), List.copyOf(told));
  }

  /**
   * These tools and one more.
   *
   * @throws IllegalArgumentException when there is one of that name
   */
  public ToolRegistry with(Tool more) {
    List<Tool> all = new ArrayList<>(tools);
    List<ToolSpec> told = new ArrayList<>(specs);
    all.add(more);
    told.add(more.spec());
    return new ToolRegistry(List.copyOf(all), List.copyOf(told));
  }

  /** The tool of that name. */
  public Optional<Tool> find(String name) {
    @Nullable Tool tool = byName.get(name);
    return Optional.ofNullable(tool);
  }

  /** The tool for a structured answer, where the session wants one. */
  public Optional<AnswerTool> answerTool() {
    for (Tool tool : tools) {
      if (tool instanceof AnswerTool answer) {
        return Optional.of(answer);
      }
    }
    return Optional.empty();
  }

  /** All names, in order. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (ToolSpec spec : specs) {
      names.add(spec.name());
    }
    return List.copyOf(names);
  }

  /** What the model is told of all of them, in order. */
  public List<ToolSpec> specs() {
    return specs;
  }
}
