package dev.muster.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object, in a map that nobody else holds and nobody changes, so that objects
 * need not copy what was collected for them.
 */
final class Members extends AbstractMap<String, Json> {
  private final Map<String, Json> own;

  private Members(Map<String, Json> own) {
    this.own = own;
  }

  /** Those of a map that its maker gives away. */
  static Members owning(Map<String, Json> given) {
    return new Members(given);
  }

  /** The same members as a map that may change afterwards. */
  static Members of(Map<String, Json> members) {
    return members instanceof Members kept ? kept : new Members(new LinkedHashMap<>(members));
  }

  @Override
  public @Nullable Json get(Object name) {
    return own.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return own.containsKey(name);
  }

  @Override
  public int size() {
    return own.size();
  }

  @Override
  public Set<Entry<String, Json>> entrySet() {
    return Collections.unmodifiableMap(own).entrySet();
  }
}
