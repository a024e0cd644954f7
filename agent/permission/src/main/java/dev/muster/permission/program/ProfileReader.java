package dev.muster.permission.program;

import dev.muster.permission.program.Effect.Kind;
import dev.muster.permission.program.Option.Takes;
import dev.muster.permission.program.Profile.Condition;
import dev.muster.permission.program.Profile.Trait;
import dev.muster.permission.program.Profile.Trigger;
import dev.muster.permission.program.ProfileText.Block;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of one profile. The language is told in {@code docs/profiles.md}:
 *
 * <pre>
 * program grep egrep
 *   flags -EFin --ignore-case       options that take nothing
 *   takes -m --max-count            that take a value: attached, or the next argument
 *   takes file -f --file            whose value is a file that is read
 *   maybe --color                   whose value is attached, if there is one
 *   attached --abbrev               known only with an attached value
 *   last --contains                 whose value is the next argument, if there is one
 *   with -r --recursive: tree       what follows from an option
 *   with -r without -P: code x      what follows from one option without another
 *   unless -n --dry-run: code x     what follows where an option is not given
 *   always reads .                  what follows from running it
 *   operands pattern file* or reads .
 *   is digits                       a trait
 *   info --version                  arguments that, alone, only print
 *   bare unknown it waits           what follows where there is no argument
 *   other code its own command      what a command is that has no profile
 *   env GREP_COLORS                 variables that change nothing that matters
 *   starts gzip                     programs of the system that it starts on its own account
 *   include more                    the lines of the block "options more"
 *   safe: grep x f                  an example that must only read
 *   unsafe: grep -P x f             one that must not be known to only read
 *   deeds: grep x f =&gt; reads f      one that must do exactly this
 * </pre>
 *
 * One use, one thread.
 */
final class ProfileReader {

  /** Finds the block of options that others include. */
  interface Includes {
    @Nullable Block find(String name);
  }

  private final String name;
  private final Includes includes;
  private final Map<String, Option> options = new HashMap<>();
  private final Set<String> information = new HashSet<>();
  private final List<String> chosen = new ArrayList<>();
  private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
  private final List<String> mentioned = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<Effect> always = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> starts = new ArrayList<>();
  private @Nullable Effect bare;
  private @Nullable Effect other;
  private @Nullable Operands operands;
  private @Nullable String special;
  private boolean including;

  private ProfileReader(String name, Includes includes) {
    this.name = name;
    this.includes = includes;
  }

  /**
   * Reads a block for one of the names in its heading.
   *
   * @throws ProfileFault where a line is not understood or contradicts another
   */
  static Profile read(String name, Block block, Includes includes) {
    ProfileReader reader = new ProfileReader(name, includes);
    reader.readTraits(block);
    reader.readLines(block);
    return reader.profile();
  }

  private Profile profile() {
    if (traits.contains(Trait.ANY) && !doesAnything()) {
      throw new ProfileFault("arguments may only be left alone where there is \"always code\"");
    }
    for (String option : mentioned) {
      options.putIfAbsent(option, Option.FLAG);
    }
    return new Profile(
        name,
        options,
        information,
        List.copyOf(chosen),
        Collections.unmodifiableSet(traits),
        List.copyOf(conditions),
        List.copyOf(always),
        bare,
        other,
        operands,
        environment,
        List.copyOf(starts),
        special);
  }

  private boolean doesAnything() {
    for (Effect effect : always) {
      Kind kind = effect.kind();
      if (kind == Kind.CODE || kind == Kind.CHECKOUT || kind == Kind.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  /** Traits come first, since they say how options are written. */
  private void readTraits(Block block) {
    for (String line : block.lines()) {
      if (line.startsWith("is ")) {
        for (String word : split(line.substring(3))) {
          traits.add(trait(word));
        }
      }
    }
  }

  private static Trait trait(String word) {
    for (Trait trait : Trait.values()) {
      if (trait.name().toLowerCase(Locale.ROOT).equals(word)) {
        return trait;
      }
    }
    throw new ProfileFault("there is no trait \"" + word + "\"");
  }

  private void readLines(Block block) {
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i);
      try {
        if (!line.isEmpty() && line.charAt(0) != '#') {
          readLine(line);
        }
      } catch (ProfileFault fault) {
        throw including ? fault : fault.at(block.firstLine() + 1 + i);
      }
    }
  }

  private void readLine(String line) {
    int space = line.indexOf(' ');
    String verb = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space + 1).strip();
    switch (verb) {
      case "flags" -> readOptions(Takes.NOTHING, rest);
      case "takes" -> readOptions(Takes.NEXT, rest);
      case "last" -> readOptions(Takes.NEXT_IF_ANY, rest);
      case "maybe" -> readOptions(Takes.MAYBE, rest);
      case "attached" -> readOptions(Takes.ATTACHED, rest);
      case "with", "unless" -> readCondition(verb, rest);
      case "always" -> always.add(effect(rest));
      case "operands" -> operands = once(operands, operands(rest), verb);
      case "bare" -> bare = once(bare, effect(rest), verb);
      case "other" -> other = once(other, effect(rest), verb);
      case "special" -> special = once(special, special(rest), verb);
      case "chosen" -> chosen.addAll(split(rest));
      case "info" -> information.addAll(split(rest));
      case "env" -> readEnvironment(rest);
      case "starts" -> starts.addAll(split(rest));
      case "include" -> include(rest);
      case "is", "safe:", "unsafe:", "deeds:" -> {}
      default -> throw new ProfileFault("there is no line \"" + verb + "\"");
    }
  }

  private static <T> T once(@Nullable T before, T now, String verb) {
    if (before != null) {
      throw new ProfileFault("a second line \"" + verb + "\"");
    }
    return now;
  }

  private void readOptions(Takes takes, String rest) {
    List<Role> values = new ArrayList<>();
    for (String word : split(rest)) {
      if (word.charAt(0) == '-') {
        if (values.isEmpty() && takes != Takes.NOTHING) {
          values.add(Role.WORD);
        }
        Option option = takes == Takes.NOTHING ? Option.FLAG : new Option(takes, values);
        for (String each : optionNames(word)) {
          declare(each, option);
        }
      } else {
        values.add(role(word));
      }
    }
    boolean flagsWithValue = takes == Takes.NOTHING && !values.isEmpty();
    if (flagsWithValue || (values.size() > 1 && takes != Takes.NEXT)) {
      throw new ProfileFault("these options take no such values");
    }
  }

  private void declare(String option, Option what) {
    if (options.putIfAbsent(option, what) != null && !including) {
      throw new ProfileFault("the option " + option + " is there twice");
    }
  }

  /** The options that a word of a profile names: a cluster of letters names each. */
  private List<String> optionNames(String word) {
    if (traits.contains(Trait.WHOLE)) {
      return List.of(word.startsWith("--") ? word.substring(1) : word);
    }
    if (word.startsWith("--") || word.length() <= 2) {
      return List.of(word);
    }
    List<String> names = new ArrayList<>(word.length());
    for (int i = 1; i < word.length(); i++) {
      names.add("-".concat(String.valueOf(word.charAt(i))));
    }
    return names;
  }

  private void readCondition(String verb, String rest) {
    int colon = rest.indexOf(": ");
    if (colon < 0) {
      throw new ProfileFault("what follows stands after a colon and a space");
    }
    List<Trigger> any = new ArrayList<>();
    List<Trigger> none = new ArrayList<>();
    boolean absent = verb.equals("unless");
    for (String word : split(rest.substring(0, colon))) {
      if (word.equals("without")) {
        absent = true;
        continue;
      }
      int equals = word.indexOf('=');
      if (equals >= 0 && absent) {
        throw new ProfileFault("a value cannot be told to be absent");
      }
      String value = equals < 0 ? null : word.substring(equals + 1);
      for (String option : optionNames(equals < 0 ? word : word.substring(0, equals))) {
        (absent ? none : any).add(new Trigger(option, value));
        mentioned.add(option);
      }
    }
    conditions.add(new Condition(any, none, effect(rest.substring(colon + 2))));
  }

  private Effect effect(String text) {
    String stripped = text.strip();
    int space = stripped.indexOf(' ');
    Kind kind = Effect.kind(space < 0 ? stripped : stripped.substring(0, space));
    String rest = space < 0 ? "" : stripped.substring(space + 1).strip();
    if (Effect.needsText(kind) == rest.isEmpty()) {
      throw new ProfileFault("too little or too much after \"" + stripped + "\"");
    }
    return kind == Kind.OPERANDS
        ? new Effect(kind, "", operands(rest))
        : new Effect(kind, rest, null);
  }

  private Operands operands(String text) {
    int or = text.indexOf(" or ");
    Effect otherwise = or < 0 ? null : effect(text.substring(or + 4));
    List<Role> front = new ArrayList<>();
    List<Role> back = new ArrayList<>();
    Role repeated = null;
    for (String word : split(or < 0 ? text : text.substring(0, or))) {
      if (word.endsWith("*") && repeated == null) {
        repeated = role(word.substring(0, word.length() - 1));
      } else if (!word.equals("none")) {
        (repeated == null ? front : back).add(role(word));
      }
    }
    for (int i = 0; i + 1 < front.size(); i++) {
      if (front.get(i).takesRest()) {
        throw new ProfileFault("\"" + front.get(i) + "\" takes all that follows");
      }
    }
    return new Operands(front, repeated, back, otherwise);
  }

  private static Role role(String word) {
    Role role = Role.named(word);
    if (role == null) {
      throw new ProfileFault("there is no role \"" + word + "\"");
    }
    return role;
  }

  private static String special(String name) {
    if (!Specials.isKnown(name)) {
      throw new ProfileFault("there is no special \"" + name + "\"");
    }
    return name;
  }

  private void readEnvironment(String rest) {
    for (String word : split(rest)) {
      int equals = word.indexOf('=');
      environment.put(
          equals < 0 ? word : word.substring(0, equals),
          equals < 0 ? "" : word.substring(equals + 1));
    }
  }

  private void include(String set) {
    Block block = including ? null : includes.find(set);
    if (block == null) {
      throw new ProfileFault("there are no options \"" + set + "\" to include");
    }
    including = true;
    readLines(block);
    including = false;
  }

  /** The words of a line. */
  static List<String> split(String text) {
    List<String> words = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      if (end > start) {
        words.add(text.substring(start, end));
      }
      start = end + 1;
    }
    return words;
  }
}
