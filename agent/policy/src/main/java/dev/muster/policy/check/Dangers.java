package dev.muster.policy.check;

import dev.muster.permission.rule.CommandPattern;
import dev.muster.policy.language.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What rules about commands give away without saying so: a table, read when first needed. */
final class Dangers {

  private final List<Danger> table;

  private Dangers(List<Danger> table) {
    this.table = table;
  }

  /**
   * A form of commands.
   *
   * @param forms the commands
   * @param said what a rule begins with that says the form itself
   */
  record Danger(Language forms, String said, How how, String why, String instead) {}

  /** When a rule gives it away. */
  enum How {
    /** When it takes the whole form. */
    ALWAYS,
    /** When it takes the whole form and does not say it. */
    UNSAID,
    /** As always; and what runs so can read any file. */
    RUNS_ANYTHING
  }

  /** The table as it comes with the program. */
  static Dangers builtIn() {
    List<Danger> table = new ArrayList<>();
    String why = "";
    String instead = "";
    for (String line : lines("dangers.txt")) {
      String[] cells = line.split("\\|", -1);
      why = cells.length > 2 ? cells[2].strip() : why;
      instead = cells.length > 3 ? cells[3].strip() : instead;
      CommandPattern pattern = CommandPattern.of(cells[0].strip());
      How how =
          switch (cells[1].strip()) {
            case "always" -> How.ALWAYS;
            case "unsaid" -> How.UNSAID;
            case "shell", "code" -> How.RUNS_ANYTHING;
            default -> throw new IllegalStateException("a row of dangers.txt: " + line);
          };
      Language forms = Language.of(RuleLanguages.command(pattern));
      table.add(new Danger(forms, said(pattern.body()), how, why, instead));
    }
    return new Dangers(List.copyOf(table));
  }

  /** The first two words of a form, or its only one: who writes them means it. */
  private static String said(String body) {
    int space = body.indexOf(' ');
    int second = space < 0 ? -1 : body.indexOf(' ', space + 1);
    return second < 0 ? body : body.substring(0, second);
  }

  /** The lines of a table that are no comments. */
  static List<String> lines(String name) {
    try (InputStream in = Dangers.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a rule gives away, if anything: the first row that fits. */
  Optional<Danger> of(Language rule) {
    for (Danger danger : table) {
      boolean unsaid =
          danger.how() != How.UNSAID || rule.prefix().length() < danger.said().length();
      if (unsaid && danger.forms().isWithin(rule)) {
        return Optional.of(danger);
      }
    }
    return Optional.empty();
  }
}
