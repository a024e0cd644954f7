package dev.muster.cli.args;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Turns the words of options into values. */
final class Values {

  private Values() {}

  /**
   * Splits lists by commas and white space; both are kept inside parentheses, so that {@code
   * Bash(git log:*)} is one item.
   *
   * @throws ProblemException when a parenthesis is not closed
   */
  static List<String> list(Option option, List<String> texts) {
    List<String> items = new ArrayList<>();
    for (String text : texts) {
      int depth = 0;
      int from = 0;
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '(') {
          depth++;
        } else if (c == ')') {
          depth = Math.max(0, depth - 1);
        } else if (depth == 0 && (c == ',' || Character.isWhitespace(c))) {
          addItem(items, text.substring(from, i));
          from = i + 1;
        }
      }
      if (depth > 0) {
        throw Wrong.arguments(
            option.longName() + " has an open parenthesis in \"" + text + "\"",
            "Close it; in a shell, quote the whole rule");
      }
      addItem(items, text.substring(from));
    }
    return items;
  }

  private static void addItem(List<String> items, String item) {
    if (!item.isEmpty()) {
      items.add(item);
    }
  }

  /** A whole number from 1. */
  static int positive(Option option, String text) {
    return (int) whole(option, text, 1, Integer.MAX_VALUE);
  }

  /** A whole number from 0. */
  static long count(Option option, String text) {
    return whole(option, text, 0, Long.MAX_VALUE);
  }

  private static long whole(Option option, String text, long least, long most) {
    try {
      long value = Long.parseLong(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException notANumber) {
      // told below
    }
    throw Wrong.arguments(
        option.longName() + " does not take \"" + text + "\"", "Give a whole number from " + least);
  }

  /** Names of the API's beta features, which go into a header. */
  static List<String> betas(Option option, List<String> texts) {
    List<String> names = list(option, texts);
    for (String name : names) {
      for (int i = 0; i < name.length(); i++) {
        if (name.charAt(i) <= ' ' || name.charAt(i) > '~') {
          throw Wrong.arguments(
              option.longName() + " does not take \"" + name + "\"",
              "Write the names of betas separated by commas");
        }
      }
    }
    return names;
  }

  /** A UUID, in small letters. */
  static String uuid(Option option, String text) {
    if (text.length() == 36) {
      boolean good = true;
      for (int i = 0; i < 36; i++) {
        boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = text.charAt(i);
        good &= dash ? c == '-' : Character.digit(c, 16) >= 0 && c < 128;
      }
      if (good) {
        return text.toLowerCase(Locale.ROOT);
      }
    }
    throw Wrong.arguments(
        option.longName() + " does not take \"" + text + "\"",
        "Give a UUID, as 123e4567-e89b-42d3-a456-426614174000");
  }

  /** Which settings files count. */
  static Set<Layer> layers(Option option, String text) {
    Set<Layer> layers = EnumSet.noneOf(Layer.class);
    for (String name : list(option, List.of(text))) {
      switch (name) {
        case "user" -> layers.add(Layer.USER);
        case "project" -> layers.add(Layer.PROJECT);
        case "local" -> layers.add(Layer.LOCAL);
        default ->
            throw Wrong.arguments(
                option.longName() + " does not take \"" + name + "\"",
                "Choose from user, project, local");
      }
    }
    return layers;
  }

  /** A JSON Schema, of which only that it is a JSON object is known. */
  static Json.Obj schema(String text) {
    try {
      return JsonReader.readObject(text);
    } catch (JsonException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.SCHEMA_INVALID,
              "--json-schema is not a JSON object: "
                  + e.getMessage()
                  + " (line "
                  + e.line()
                  + ", column "
                  + e.column()
                  + ")",
              "Give a JSON Schema, as {\"type\":\"object\"}"));
    }
  }

  /** Whether JSON text holds nothing, or nothing but one empty member of that name. */
  static boolean isNeutral(String text, String member) {
    try {
      Json.Obj object = JsonReader.readObject(text);
      Json.Obj rest = object.without(member);
      return rest.members().isEmpty()
          && object.object(member).map(o -> o.members().isEmpty()).orElse(!object.has(member));
    } catch (JsonException notJson) {
      return false;
    }
  }
}
