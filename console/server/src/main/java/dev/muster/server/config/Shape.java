package dev.muster.server.config;

import java.util.List;
import java.util.Map;

/**
 * What a value of the configuration may be.
 *
 * <p>The check of a file, the messages about it and the schema for editors all come from here, so
 * that they cannot differ.
 */
sealed interface Shape {

  /** What the value is for, in a sentence. */
  String about();

  /** A text that the whole of a regular expression matches; {@code like} shows one that does. */
  record Text(String about, String pattern, String like) implements Shape {}

  /** A whole number within bounds, both included. */
  record Whole(String about, long least, long most) implements Shape {}

  /** True or false. */
  record Flag(String about) implements Shape {}

  /** One of a few texts. */
  record OneOf(String about, List<String> values) implements Shape {
    public OneOf {
      values = List.copyOf(values);
    }
  }

  /** A secret, by reference: {@code {"env": "NAME"}} or {@code {"file": "/path"}}. */
  record Secret(String about) implements Shape {}

  /** A list. */
  record Items(String about, Shape item) implements Shape {}

  /** An object with known members. */
  record Fields(String about, List<Field> fields) implements Shape {
    public Fields {
      fields = List.copyOf(fields);
    }
  }

  /** An object whose member {@code tag} says which members it has. */
  record Kinds(String about, String tag, Map<String, Fields> kinds) implements Shape {
    public Kinds {
      kinds = Map.copyOf(kinds);
    }
  }

  /** A member of an object. */
  record Field(String name, boolean required, Shape shape) {}

  /** A member that must be there. */
  static Field need(String name, Shape shape) {
    return new Field(name, true, shape);
  }

  /** A member that may be left out. */
  static Field may(String name, Shape shape) {
    return new Field(name, false, shape);
  }
}
