package dev.muster.cli.args;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the words of a command line into options with their values and other words, in one pass.
 *
 * <p>{@code --name value}, {@code --name=value}, {@code -n value} and {@code -nvalue} are the same;
 * short options without a value may be joined; {@code --} ends the options. The value of an option
 * may begin with a dash as long as it is not itself an option.
 */
final class Scan {

  private final Command command;
  private final List<String> args;
  private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
  private final List<String> words = new ArrayList<>();
  private int next;

  private Scan(Command command, List<String> args) {
    this.command = command;
    this.args = args;
  }

  static Scan of(Command command, List<String> args) {
    Scan scan = new Scan(command, args);
    scan.all();
    return scan;
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  /** All values of the option, in order; none where it is absent. */
  List<String> all(Option option) {
    return values.getOrDefault(option, List.of());
  }

  /** The words that are neither options nor their values. */
  List<String> words() {
    return words;
  }

  private void all() {
    while (next < args.size()) {
      String arg = args.get(next++);
      if (arg.equals("--")) {
        words.addAll(args.subList(next, args.size()));
        return;
      }
      if (arg.startsWith("--")) {
        longOption(arg);
      } else if (looksLikeOption(arg)) {
        shortOptions(arg);
      } else {
        words.add(arg);
      }
    }
  }

  private void longOption(String arg) {
    int equals = arg.indexOf('=');
    String name = equals < 0 ? arg : arg.substring(0, equals);
    Option option = find(name);
    if (option == null) {
      throw Wrong.unknown(name, command);
    }
    if (equals < 0) {
      separate(option, name);
    } else if (option.arity() == Option.Arity.NONE) {
      throw Wrong.arguments(name + " takes no value", "Write " + name + " alone");
    } else {
      add(option, name, arg.substring(equals + 1));
    }
  }

  private void shortOptions(String arg) {
    for (int i = 1; i < arg.length(); i++) {
      String name = "-" + arg.charAt(i);
      Option option = find(name);
      if (option == null) {
        throw Wrong.unknown(arg.length() == 2 ? arg : name, command);
      }
      if (option.arity() != Option.Arity.NONE && i + 1 < arg.length()) {
        add(option, name, arg.substring(i + 1));
        return;
      }
      separate(option, name);
    }
  }

  private void separate(Option option, String name) {
    switch (option.arity()) {
      case NONE -> list(option);
      case ONE -> add(option, name, required(name));
      case OPTIONAL -> {
        list(option);
        if (next < args.size() && !looksLikeOption(args.get(next))) {
          add(option, name, args.get(next++));
        }
      }
      case MANY -> {
        add(option, name, required(name));
        while (next < args.size() && !looksLikeOption(args.get(next))) {
          add(option, name, args.get(next++));
        }
      }
    }
  }

  private String required(String name) {
    if (next == args.size() || isOption(args.get(next))) {
      throw Wrong.arguments(
          name + " needs a value", "Give one, or write " + name + "=<value> if it looks so odd");
    }
    return args.get(next++);
  }

  private void add(Option option, String name, String value) {
    List<String> choices = option.choices();
    if (!choices.isEmpty() && !choices.contains(value) && option != Option.MODE) {
      throw Wrong.choice(name, value, choices);
    }
    list(option).add(value);
  }

  private List<String> list(Option option) {
    List<String> list = values.get(option);
    if (list == null) {
      list = new ArrayList<>();
      values.put(option, list);
    }
    return list;
  }

  private boolean isOption(String arg) {
    int equals = arg.indexOf('=');
    return arg.equals("--") || find(equals < 0 ? arg : arg.substring(0, equals)) != null;
  }

  private static boolean looksLikeOption(String arg) {
    return arg.length() > 1 && arg.charAt(0) == '-';
  }

  private @Nullable Option find(String name) {
    for (Option option : Option.values()) {
      if (option.answersTo(name) && option.belongsTo(command)) {
        return option;
      }
    }
    return null;
  }
}
