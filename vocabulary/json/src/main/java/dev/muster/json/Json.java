package dev.muster.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value.
 *
 * <p>Values are immutable and safe to share between threads. Objects keep the order in which their
 * members were read; two objects are equal when their members are, in any order.
 */
public sealed interface Json {

  /** The JSON {@code null}. */
  Null NULL = new Null();

  /** The JSON {@code null}; use {@link Json#NULL}. */
  record Null() implements Json {}

  /** A JSON boolean. */
  record Bool(boolean value) implements Json {}

  /** A JSON string, unescaped. */
  record Str(String value) implements Json {}

  /** A JSON number as it was written, so that it is written again to the letter. */
  record Num(String literal) implements Json {

    /** The exact value. */
    public BigDecimal decimal() {
      return new BigDecimal(literal);
    }

    /** The value as a {@code long}; empty when it has a fraction or does not fit. */
    public OptionalLong whole() {
      try {
        if (literal.length() <= 18 && isDigits()) {
          return OptionalLong.of(Long.parseLong(literal));
        }
        BigDecimal value = decimal();
        if (value.precision() - value.scale() > 19) {
          return OptionalLong.empty();
        }
        return OptionalLong.of(value.longValueExact());
      } catch (ArithmeticException fractionOrTooLarge) {
        return OptionalLong.empty();
      }
    }

    private boolean isDigits() {
      for (int i = 0; i < literal.length(); i++) {
        if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }
  }

  /** A JSON array. */
  record Arr(List<Json> items) implements Json {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A JSON object. */
  record Obj(Map<String, Json> members) implements Json {

    /** The object without members. */
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      members = Members.of(members);
    }

    /** The member of that name, or {@code null} where there is none. */
    public @Nullable Json get(String name) {
      return members.get(name);
    }

    /** Whether a member of that name is present, a JSON null included. */
    public boolean has(String name) {
      return members.containsKey(name);
    }

    /** The member as text; empty when it is absent or not a string. */
    public Optional<String> string(String name) {
      return members.get(name) instanceof Str(String value) ? Optional.of(value) : Optional.empty();
    }

    /** The member as a whole number; empty when it is absent, not a number, or has a fraction. */
    public OptionalLong whole(String name) {
      return members.get(name) instanceof Num number ? number.whole() : OptionalLong.empty();
    }

    /** The member as a boolean; empty when it is absent or not a boolean. */
    public Optional<Boolean> bool(String name) {
      return members.get(name) instanceof Bool(boolean value)
          ? Optional.of(value)
          : Optional.empty();
    }

    /** The member as an object; empty when it is absent or not an object. */
    public Optional<Obj> object(String name) {
      return members.get(name) instanceof Obj object ? Optional.of(object) : Optional.empty();
    }

    /** The items of the member; an empty list when it is absent or not an array. */
    public List<Json> items(String name) {
      return members.get(name) instanceof Arr(List<Json> items) ? items : List.of();
    }

    /** This object with one member set, in place where it was already present. */
    public Obj with(String name, Json value) {
      Map<String, Json> changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new Obj(Members.owning(changed));
    }

    /** This object without the member of that name. */
    public Obj without(String name) {
      if (!members.containsKey(name)) {
        return this;
      }
      Map<String, Json> changed = new LinkedHashMap<>(members);
      changed.remove(name);
      return new Obj(Members.owning(changed));
    }

    /** Starts a new object. */
    public static Builder builder() {
      return new Builder();
    }
  }

  /** Collects the members of an object; for use by one thread. Absent values are left out. */
  final class Builder {
    private final Map<String, Json> members = new LinkedHashMap<>();

    private Builder() {}

    /** Sets a member, unless the value is {@code null}. */
    public Builder put(String name, @Nullable Json value) {
      if (value != null) {
        members.put(name, value);
      }
      return this;
    }

    /** Sets a text member, unless the value is {@code null}. */
    public Builder put(String name, @Nullable String value) {
      return put(name, value == null ? null : new Str(value));
    }

    /** Sets a whole-number member. */
    public Builder put(String name, long value) {
      return put(name, of(value));
    }

    /** Sets a boolean member. */
    public Builder put(String name, boolean value) {
      return put(name, new Bool(value));
    }

    /** Sets an array member. */
    public Builder put(String name, List<? extends Json> items) {
      return put(name, new Arr(List.copyOf(items)));
    }

    /** Sets a member to JSON null. */
    public Builder putNull(String name) {
      members.put(name, NULL);
      return this;
    }

    /** The object collected so far. */
    public Obj build() {
      return new Obj(members);
    }
  }

  /** A whole number as JSON. */
  static Num of(long value) {
    return new Num(Long.toString(value));
  }

  /** An exact decimal as JSON, written without an exponent. */
  static Num of(BigDecimal value) {
    return new Num(value.toPlainString());
  }

  /** Text as JSON. */
  static Str of(String value) {
    return new Str(value);
  }

  /** Texts as a JSON array. */
  static Arr strings(List<String> values) {
    List<Json> items = new ArrayList<>(values.size());
    for (String value : values) {
      items.add(new Str(value));
    }
    return new Arr(items);
  }
}
