package dev.muster.scriptedmodel.node;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * One JSON value, immutable.
 *
 * <p>Two objects are equal when their members are, in any order; two numbers are equal when their
 * values are, however they are written.
 */
public sealed interface Node {

  /** The JSON {@code null}. */
  record Null() implements Node {}

  /** A JSON boolean. */
  record Bool(boolean value) implements Node {}

  /** A JSON string. */
  record Str(String value) implements Node {}

  /** A JSON number as it was written. */
  record Num(String literal) implements Node {

    /** The exact value. */
    public BigDecimal decimal() {
      return new BigDecimal(literal);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Num that
          && (literal.equals(that.literal) || decimal().compareTo(that.decimal()) == 0);
    }

    @Override
    public int hashCode() {
      return decimal().stripTrailingZeros().hashCode();
    }
  }

  /** A JSON array. */
  record Arr(List<Node> items) implements Node {
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A JSON object; members keep their order. */
  record Obj(Map<String, Node> members) implements Node {
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** The member of that name, or {@code null}. */
    public @Nullable Node get(String name) {
      return members.get(name);
    }

    /** Whether a member of that name is present and not JSON null. */
    public boolean has(String name) {
      Node value = members.get(name);
      return value != null && !(value instanceof Null);
    }

    /** The member as text, or {@code null} when it is absent or not a string. */
    public @Nullable String text(String name) {
      return members.get(name) instanceof Str(String value) ? value : null;
    }

    /** The member as text, or the other text when it is absent or not a string. */
    public String text(String name, String otherwise) {
      String value = text(name);
      return value == null ? otherwise : value;
    }

    /** The member as a whole number, or the other number when it is absent or not one. */
    public long whole(String name, long otherwise) {
      if (members.get(name) instanceof Num number) {
        try {
          return number.decimal().longValueExact();
        } catch (ArithmeticException notWhole) {
          return otherwise;
        }
      }
      return otherwise;
    }

    /** Whether the member is JSON true. */
    public boolean isTrue(String name) {
      return members.get(name) instanceof Bool(boolean value) && value;
    }

    /** The member as an object, or {@code null} when it is absent or not one. */
    public @Nullable Obj object(String name) {
      return members.get(name) instanceof Obj object ? object : null;
    }

    /** The items of the member, empty when it is absent or not an array. */
    public List<Node> items(String name) {
      return members.get(name) instanceof Arr(List<Node> items) ? items : List.of();
    }

    /** This object with one member set. */
    public Obj with(String name, Node value) {
      Map<String, Node> changed = new LinkedHashMap<>(members);
      changed.put(name, value);
      return new Obj(changed);
    }

    /** This object without the member of that name. */
    public Obj without(String name) {
      if (!members.containsKey(name)) {
        return this;
      }
      Map<String, Node> changed = new LinkedHashMap<>(members);
      changed.remove(name);
      return new Obj(changed);
    }
  }

  /** The JSON {@code null}. */
  static Node nothing() {
    return new Null();
  }

  /** Text as JSON. */
  static Node of(String value) {
    return new Str(value);
  }

  /** A whole number as JSON. */
  static Node of(long value) {
    return new Num(Long.toString(value));
  }

  /** A boolean as JSON. */
  static Node of(boolean value) {
    return new Bool(value);
  }

  /**
   * An object of names and values in turn.
   *
   * @param namesAndValues a name, its value (text, whole number, boolean, list of nodes, node or
   *     {@code null}), the next name, and so on
   */
  static Obj obj(@Nullable Object... namesAndValues) {
    Map<String, Node> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(String.valueOf(namesAndValues[i]), ofAny(namesAndValues[i + 1]));
    }
    return new Obj(members);
  }

  /** An array. */
  static Arr arr(List<? extends Node> items) {
    return new Arr(new ArrayList<>(items));
  }

  private static Node ofAny(@Nullable Object value) {
    return switch (value) {
      case null -> nothing();
      case Node node -> node;
      case String text -> of(text);
      case Integer whole -> of(whole.longValue());
      case Long whole -> of(whole.longValue());
      case Boolean bool -> of(bool.booleanValue());
      case List<?> items -> {
        List<Node> nodes = new ArrayList<>();
        for (Object item : items) {
          nodes.add(ofAny(item));
        }
        yield new Arr(nodes);
      }
      default -> throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    };
  }

  /**
   * The value at a path of member names and item indexes, such as {@code messages/0/content}.
   *
   * @throws NoSuchElementException when there is none; the message shows what is there
   */
  default Node at(String path) {
    Node here = this;
    for (String step : path.split("/", -1)) {
      if (step.isEmpty()) {
        continue;
      }
      Node next =
          switch (here) {
            case Obj object -> object.get(step);
            case Arr(List<Node> items) -> item(items, step);
            case Null _, Bool _, Str _, Num _ -> null;
          };
      if (next == null) {
        throw new NoSuchElementException("no " + step + " of " + path + " in " + here.json());
      }
      here = next;
    }
    return here;
  }

  private static @Nullable Node item(List<Node> items, String step) {
    try {
      int index = Integer.parseInt(step);
      int at = index < 0 ? items.size() + index : index;
      return at >= 0 && at < items.size() ? items.get(at) : null;
    } catch (NumberFormatException notAnIndex) {
      return null;
    }
  }

  /** The text of a string; the JSON of any other value. */
  default String text() {
    return this instanceof Str(String value) ? value : json();
  }

  /** This value as JSON on one line. */
  default String json() {
    return NodeWriter.write(this);
  }
}
