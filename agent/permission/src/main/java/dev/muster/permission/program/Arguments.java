package dev.muster.permission.program;

import dev.muster.permission.program.Option.Takes;
import dev.muster.permission.program.Profile.Trait;
import dev.muster.permission.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments sorted into options and operands as getopt_long does, for every value that the words
 * can take.
 *
 * @param operands what is left; those after {@code --} too
 * @param doubtful whether some of the operands may be options instead
 * @param problem why the arguments are not known, or {@code null}
 */
record Arguments(
    List<Given> options, List<Word> operands, boolean doubtful, @Nullable String problem) {

  /**
   * An option that was found, named with its dashes.
   *
   * @param late whether it stands behind an operand, where some versions of programs take it for
   *     another
   */
  record Given(String name, Option option, List<Word> values, boolean late) {}

  /**
   * Sorts arguments.
   *
   * @param profiles whose options are known, the first of them in all else too
   */
  static Arguments parse(List<Profile> profiles, List<Word> arguments) {
    return new Parser(profiles, arguments).parse();
  }

  /** Whether an option was given, with a value if one is named: where it varies, it was. */
  boolean has(String option, @Nullable String value) {
    return has(option, value, false);
  }

  /**
   * The same.
   *
   * @param early whether it must stand before all operands, so that every version takes it
   */
  boolean has(String option, @Nullable String value, boolean early) {
    for (Given given : options) {
      if (given.name().equals(option)
          && !(early && given.late())
          && (value == null
              || given.values().isEmpty()
              || mayBe(given.values().getFirst(), value))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayBe(Word word, String value) {
    String known = Words.literal(word);
    return known == null || known.equals(value);
  }

  private static final class Parser {
    private final List<Profile> profiles;
    private final Profile main;
    private final List<Word> arguments;
    private final List<Given> options = new ArrayList<>();
    private final List<Word> operands = new ArrayList<>();
    private @Nullable String problem;
    private boolean doubtful;
    private int at;

    Parser(List<Profile> profiles, List<Word> arguments) {
      this.profiles = profiles;
      this.main = profiles.getFirst();
      this.arguments = arguments;
    }

    Arguments parse() {
      if (main.is(Trait.PLAIN)) {
        takeRest();
      }
      boolean stops = main.stops();
      while (at < arguments.size() && problem == null) {
        Word word = arguments.get(at++);
        String lead = Words.lead(word);
        if (lead.equals("--") && Words.literal(word) != null) {
          takeRest();
        } else if (!Words.mayBeOption(word)) {
          operands.add(word);
          if (stops) {
            takeRest();
          }
        } else if (lead.isEmpty()) {
          readVarying(word);
          if (stops) {
            takeRest();
          }
        } else if (main.is(Trait.WHOLE)) {
          readWhole(word, lead);
        } else if (lead.startsWith("--")) {
          readLong(word, lead);
        } else {
          readLetters(word, lead);
        }
      }
      return new Arguments(options, operands, doubtful, problem);
    }

    private void takeRest() {
      operands.addAll(arguments.subList(at, arguments.size()));
      at = arguments.size();
    }

    private void readVarying(Word word) {
      // What a minus and digits make of a number is an error at worst.
      boolean number =
          Words.beginsWithNumber(word)
              && (isNumber(word, "") || !(main.is(Trait.DIGITS) || hasDigitOption()));
      operands.add(word);
      doubtful |= !number && !main.is(Trait.VARYING);
    }

    private boolean hasDigitOption() {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (find("-".concat(String.valueOf(digit))) != null) {
          return true;
        }
      }
      return false;
    }

    private void readWhole(Word word, String lead) {
      if (main.is(Trait.DIGITS) && isNumber(word, lead)) {
        return;
      }
      String plain = lead.startsWith("--") ? lead.substring(1) : lead;
      readNamed(word, plain, lead.length() - plain.length());
    }

    private void readLong(Word word, String lead) {
      readNamed(word, lead, 0);
    }

    /**
     * Reads an option that is a whole word.
     *
     * @param dropped how much of the word's lead the text does not have
     */
    private void readNamed(Word word, String text, int dropped) {
      int equals = text.indexOf('=');
      boolean attached = equals >= 0;
      String name = attached ? text.substring(0, equals) : text;
      Option option = find(name);
      boolean known = attached || Words.literal(word) != null;
      if (option == null || !known || (attached && option.takes() == Takes.NOTHING)) {
        unknown(name);
      } else if (attached && option.values().size() == 1) {
        add(name, option, List.of(Words.from(word, dropped + equals + 1)));
      } else if (attached || option.takes() == Takes.ATTACHED) {
        problem = "The option " + name + " is only known with its value after an equals sign";
      } else {
        add(name, option, nextValues(name, option));
      }
    }

    private void readLetters(Word word, String lead) {
      if (main.is(Trait.DIGITS) && isNumber(word, lead)) {
        return;
      }
      for (int i = 1; i < lead.length() && problem == null; i++) {
        String name = "-".concat(String.valueOf(lead.charAt(i)));
        Option option = find(name);
        if (option == null) {
          unknown(name);
          return;
        }
        if (option.takes() == Takes.NOTHING) {
          add(name, option, List.of());
          continue;
        }
        boolean attached = i + 1 < lead.length() || Words.literal(word) == null;
        if (attached && option.values().size() == 1) {
          add(name, option, List.of(Words.from(word, i + 1)));
        } else if (attached || option.takes() == Takes.ATTACHED) {
          problem = "The option " + name + " is only known with its value attached";
        } else {
          add(name, option, nextValues(name, option));
        }
        return;
      }
      if (Words.literal(word) == null && problem == null) {
        problem = "An option is not wholly known";
      }
    }

    private static boolean isDigits(String text) {
      for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return false;
        }
      }
      return true;
    }

    /** Whether the word is a number, with a dash or not. */
    private static boolean isNumber(Word word, String lead) {
      if (word instanceof Word.Literal) {
        return lead.length() > 1 && isDigits(lead);
      }
      if (!(word instanceof Word.Composed(List<Word.Piece> pieces))) {
        return false;
      }
      for (Word.Piece piece : pieces) {
        if (piece instanceof Word.Piece.Anything
            || (piece instanceof Word.Piece.Fixed(String text) && !isDigits(text))) {
          return false;
        }
      }
      return true;
    }

    private @Nullable Option find(String name) {
      for (Profile profile : profiles) {
        Option option = profile.options().get(name);
        if (option != null) {
          return option;
        }
      }
      return null;
    }

    private List<Word> nextValues(String name, Option option) {
      return switch (option.takes()) {
        case NOTHING, MAYBE, ATTACHED -> List.of();
        case NEXT -> next(name, option);
        case NEXT_IF_ANY -> at == arguments.size() ? List.of() : next(name, option);
      };
    }

    private List<Word> next(String name, Option option) {
      if (option.values().getFirst().takesRest()) {
        return rest();
      }
      int count = option.takes() == Takes.NEXT ? option.values().size() : 1;
      if (at + count > arguments.size()) {
        problem = "The option " + name + " lacks its value";
        return List.of();
      }
      List<Word> values = arguments.subList(at, at + count);
      for (Word value : values) {
        if (!Words.isOne(value)) {
          doubtful |= !main.is(Trait.VARYING);
        } else if (main.is(Trait.CAREFUL) && Words.mayBeOption(value)) {
          problem = "The value of the option " + name + " looks like an option";
        }
      }
      at += count;
      return values;
    }

    /** All that follows, up to a semicolon. */
    private List<Word> rest() {
      int start = at;
      while (at < arguments.size() && !";".equals(Words.literal(arguments.get(at)))) {
        at++;
      }
      return arguments.subList(start, at++);
    }

    private void add(String name, Option option, List<Word> values) {
      options.add(new Given(name, option, values, !operands.isEmpty()));
    }

    private void unknown(String name) {
      problem = "The option " + name + " is not known to be harmless";
    }
  }
}
