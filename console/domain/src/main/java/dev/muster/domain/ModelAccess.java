package dev.muster.domain;

import java.util.Set;

/**
 * Which models may be asked for.
 *
 * @param all whether every model may be
 * @param names otherwise the models that may, by name; a name that ends in {@code *} stands for all
 *     that begin like it
 */
public record ModelAccess(boolean all, Set<String> names) {

  public ModelAccess {
    names = Set.copyOf(names);
  }

  /** Every model. */
  public static ModelAccess everything() {
    return new ModelAccess(true, Set.of());
  }

  /** These models alone. */
  public static ModelAccess only(Set<String> names) {
    return new ModelAccess(false, names);
  }

  /** Whether a model may be asked for; names are compared exactly. */
  public boolean allows(String model) {
    if (all || names.contains(model)) {
      return true;
    }
    for (String name : names) {
      if (name.endsWith("*") && model.startsWith(name.substring(0, name.length() - 1))) {
        return true;
      }
    }
    return false;
  }
}
