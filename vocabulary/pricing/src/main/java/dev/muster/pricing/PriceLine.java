package dev.muster.pricing;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks one line of a price book before it is believed. Stateless. */
final class PriceLine {

  private PriceLine() {}

  /**
   * What is wrong with a line, or {@code null}.
   *
   * @param afterModel whether a model stands above it
   */
  static @Nullable String fault(String line, boolean afterModel) {
    List<String> words = List.of(line.split(" +", -1));
    return switch (words.getFirst()) {
      case "model" ->
          words.size() < 8
              ? "a model needs an id, five numbers and a name"
              : numbers(words.subList(2, 7), 1);
      case "rates" -> afterModel ? rates(words) : "rates before the first model";
      case "fast" -> afterModel ? percent(words) : "a speed before the first model";
      case "alias", "spelling" ->
          !afterModel
              ? "a name before the first model"
              : words.size() == 2 ? null : "one name is needed";
      case "same" -> words.size() == 3 ? null : "two names are needed";
      case "search" -> words.size() == 2 ? numbers(words.subList(1, 2), 0) : "one number is needed";
      case "batch" -> percent(words);
      default ->
          "no line begins so; there are model, rates, fast, alias, spelling, same, search and batch";
    };
  }

  private static @Nullable String percent(List<String> words) {
    return words.size() == 2 ? numbers(words.subList(1, 2), 1) : "one percentage is needed";
  }

  private static @Nullable String rates(List<String> words) {
    if (words.size() != 8) {
      return "rates need a day, a prompt length and five prices";
    }
    try {
      if (words.get(1).length() != 10) {
        return "the day is not one such as 2026-10-07";
      }
      LocalDate.parse(words.get(1));
    } catch (DateTimeException notADay) {
      return "the day is not one such as 2026-10-07";
    }
    return numbers(words.subList(2, 8), 0);
  }

  private static @Nullable String numbers(List<String> words, long least) {
    for (String word : words) {
      boolean digits =
          !word.isEmpty() && word.length() <= 9 && word.chars().allMatch(c -> c >= '0' && c <= '9');
      if (!digits || Long.parseLong(word) < least) {
        return "\"" + word + "\" is not a whole number from " + least + " to 999999999";
      }
    }
    return null;
  }
}
