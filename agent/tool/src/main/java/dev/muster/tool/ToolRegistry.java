package dev.muster.tool;

import dev.muster.model.ToolSpec;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of a session by name, in the order in which the model is told of them. Immutable. */
public final class ToolRegistry {

  private final Map<String, Tool> byName;

  /**
   * Registers tools.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  public ToolRegistry(Collection<? extends Tool> tools) {
    Map<String, Tool> collected = new LinkedHashMap<>();
    for (Tool tool : tools) {
      if (collected.put(tool.spec().name(), tool) != null) {
        throw new IllegalArgumentException("two tools are named " + tool.spec().name());
      }
    }
    byName = Map.copyOf(collected);
    ordered = List.copyOf(collected.values());
  }

  private final List<Tool> ordered;

  /** The tool of that name. */
  public Optional<Tool> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The tool for a structured answer, where the session wants one. */
  public Optional<AnswerTool> answerTool() {
    return ordered.stream()
        .filter(AnswerTool.class::isInstance)
        .map(AnswerTool.class::cast)
        .findFirst();
  }

  /** All names, in order. */
  public List<String> names() {
    return ordered.stream().map(tool -> tool.spec().name()).toList();
  }

  /** What the model is told of all of them, in order. */
  public List<ToolSpec> specs() {
    return ordered.stream().map(Tool::spec).toList();
  }
}
