package dev.muster.permission.shell;

import dev.muster.permission.shell.syntax.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Joins and compares what states know by name. */
final class StateMaps {
  private StateMaps() {}

  static Map<String, Variable> joinVariables(State one, State other, State.Untouched untouched) {
    if (Same.thing(one.variables(), other.variables())
        && (one.marks() & State.VARIABLES_UNKNOWN) == (other.marks() & State.VARIABLES_UNKNOWN)) {
      return one.variables();
    }
    Map<String, Variable> joined = new HashMap<>();
    for (Map.Entry<String, Variable> entry : one.variables().entrySet()) {
      Variable second = other.variables().get(entry.getKey());
      joined.put(
          entry.getKey(),
          Variable.join(
              entry.getValue(),
              second == null ? untouched.untouched(entry.getKey(), other) : second));
    }
    for (Map.Entry<String, Variable> entry : other.variables().entrySet()) {
      if (!one.variables().containsKey(entry.getKey())) {
        joined.put(
            entry.getKey(),
            Variable.join(entry.getValue(), untouched.untouched(entry.getKey(), one)));
      }
    }
    return joined;
  }

  /** The same variables, with nothing known of their values. */
  static Map<String, Variable> forgotten(Map<String, Variable> variables) {
    Map<String, Variable> forgotten = new HashMap<>(variables);
    forgotten.replaceAll((_, variable) -> variable.with(Value.UNKNOWN));
    return forgotten;
  }

  static boolean sameVariables(Map<String, Variable> one, Map<String, Variable> other) {
    if (Same.thing(one, other)) {
      return true;
    }
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, Variable> entry : one.entrySet()) {
      Variable second = other.get(entry.getKey());
      if (second == null || !entry.getValue().same(second)) {
        return false;
      }
    }
    return true;
  }

  static Map<String, List<@Nullable Node>> joinFunctions(
      Map<String, List<@Nullable Node>> one, Map<String, List<@Nullable Node>> other) {
    if (Same.thing(one, other)) {
      return one;
    }
    Map<String, List<@Nullable Node>> joined = new HashMap<>();
    for (Map.Entry<String, List<@Nullable Node>> entry : one.entrySet()) {
      joined.put(entry.getKey(), merge(entry.getValue(), other.get(entry.getKey())));
    }
    for (Map.Entry<String, List<@Nullable Node>> entry : other.entrySet()) {
      if (!one.containsKey(entry.getKey())) {
        joined.put(entry.getKey(), merge(entry.getValue(), null));
      }
    }
    return joined;
  }

  private static List<@Nullable Node> merge(
      List<@Nullable Node> one, @Nullable List<@Nullable Node> other) {
    if (Same.thing(one, other)) {
      return one;
    }
    List<@Nullable Node> merged = new ArrayList<>(one);
    if (other == null) {
      addNew(merged, null);
    } else {
      for (Node node : other) {
        addNew(merged, node);
      }
    }
    return merged.size() == one.size() ? one : merged;
  }

  private static void addNew(List<@Nullable Node> nodes, @Nullable Node added) {
    for (Node node : nodes) {
      if (Same.thing(node, added)) {
        return;
      }
    }
    nodes.add(added);
  }

  static boolean sameFunctions(
      Map<String, List<@Nullable Node>> one, Map<String, List<@Nullable Node>> other) {
    if (Same.thing(one, other)) {
      return true;
    }
    if (one.size() != other.size()) {
      return false;
    }
    for (Map.Entry<String, List<@Nullable Node>> entry : one.entrySet()) {
      List<@Nullable Node> second = other.get(entry.getKey());
      if (second == null || second.size() != entry.getValue().size()) {
        return false;
      }
      for (int i = 0; i < second.size(); i++) {
        if (!Same.thing(second.get(i), entry.getValue().get(i))) {
          return false;
        }
      }
    }
    return true;
  }
}
