package dev.muster.server.run;

import dev.muster.json.Json;
import dev.muster.pricing.ModelFacts;
import dev.muster.pricing.PriceBook;
import dev.muster.pricing.Rates;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Prices in the shape of LiteLLM's public {@code model_prices_and_context_window.json}, taken into
 * a price book: an object by model, with US dollars a token and no dates.
 *
 * <p>Taken are the chat models of the provider {@code anthropic} that the book names; they hold
 * from a day on, and what held before stays in the book. Nothing is guessed: an entry that lacks
 * one of the five prices, or tells one that is no whole number of nano-dollars, is left out and
 * said so, and so is a model that the book does not name, for the file does not tell what bounds
 * its requests.
 *
 * @param book the book's text with those prices
 * @param read how many models of the book the file has prices for, changed or not
 * @param left what was left out, a line each
 */
public record LiteLlmPrices(String book, int read, List<String> left) {

  private static final String INPUT = "input_cost_per_token";
  private static final List<String> KEYS =
      List.of(
          INPUT,
          "cache_creation_input_token_cost",
          "cache_creation_input_token_cost_above_1hr",
          "cache_read_input_token_cost",
          "output_cost_per_token");

  public LiteLlmPrices {
    left = List.copyOf(left);
  }

  /** Takes a file's prices into a book, to hold from a day (UTC) on. */
  public static LiteLlmPrices into(PriceBook book, Json.Obj file, LocalDate from) {
    String text = book.text();
    List<String> left = new ArrayList<>();
    int read = 0;
    for (Map.Entry<String, Json> member : file.members().entrySet()) {
      if (!(member.getValue() instanceof Json.Obj entry)
          || !entry.string("litellm_provider").equals(Optional.of("anthropic"))
          || !entry.string("mode").equals(Optional.of("chat"))) {
        continue;
      }
      String id = member.getKey();
      Optional<ModelFacts> model =
          book.catalog().models().stream().filter(m -> m.id().equals(id)).findFirst();
      if (model.isEmpty()) {
        left.add(id + ": the book does not name it; write its \"model\" line first");
        continue;
      }
      try {
        List<Rates> next = rates(entry, from);
        read++;
        if (!next.equals(inForce(model.get(), from))) {
          text = with(text, id, next);
        }
      } catch (IllegalArgumentException incomplete) {
        left.add(id + ": " + incomplete.getMessage());
      }
    }
    return new LiteLlmPrices(text, read, left);
  }

  /** An entry's rates by rising prompt length. */
  private static List<Rates> rates(Json.Obj entry, LocalDate from) {
    SortedMap<Long, String> tiers = new TreeMap<>();
    tiers.put(0L, "");
    for (String key : entry.members().keySet()) {
      for (String price : KEYS) {
        String rest = key.startsWith(price) ? key.substring(price.length()) : "";
        if (rest.matches("_above_[0-9]{1,5}k_tokens")) {
          String thousands = rest.substring("_above_".length(), rest.indexOf("k_"));
          tiers.put(Long.parseLong(thousands) * 1000 + 1, rest);
        }
      }
    }
    List<Rates> rates = new ArrayList<>();
    tiers.forEach((least, tier) -> {
      List<Long> prices = KEYS.stream().map(key -> nanos(entry, key + tier)).toList();
      rates.add(
          new Rates(
              from,
              least,
              prices.get(0),
              prices.get(1),
              prices.get(2),
              prices.get(3),
              prices.get(4)));
    });
    return rates;
  }

  private static long nanos(Json.Obj entry, String key) {
    if (!(entry.get(key) instanceof Json.Num number)) {
      throw new IllegalArgumentException("it does not tell " + key);
    }
    try {
      BigDecimal dollars = number.decimal();
      if (dollars.signum() >= 0 && dollars.compareTo(BigDecimal.ONE) < 0) {
        return dollars.movePointRight(9).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException notWhole) {
      // Told below.
    }
    throw new IllegalArgumentException(
        key + " is no whole number of nano-dollars under a dollar: " + number.literal());
  }

  /** What holds on a day, as if it began then. */
  private static List<Rates> inForce(ModelFacts model, LocalDate day) {
    Optional<LocalDate> since =
        model.rates().stream()
            .map(Rates::from)
            .filter(from -> !from.isAfter(day))
            .max(Comparator.naturalOrder());
    return model.rates().stream()
        .filter(rates -> since.equals(Optional.of(rates.from())))
        .map(rates ->
            new Rates(
                day,
                rates.promptFrom(),
                rates.input(),
                rates.cacheWrite5m(),
                rates.cacheWrite1h(),
                rates.cacheRead(),
                rates.output()))
        .sorted(Comparator.comparingLong(Rates::promptFrom))
        .toList();
  }

  /** A book's text in which a model has those rates from their day on. */
  private static String with(String text, String id, List<Rates> next) {
    String day = next.getFirst().from().toString();
    List<String> lines = new ArrayList<>(text.lines().toList());
    int model = 0;
    while (!lines.get(model).strip().startsWith("model " + id + " ")) {
      model++;
    }
    int end = model + 1;
    List<String> old = new ArrayList<>();
    while (end < lines.size() && !lines.get(end).strip().startsWith("model ")) {
      if (lines.get(end).strip().startsWith("rates ")) {
        old.add(lines.remove(end).strip());
      } else {
        end++;
      }
    }
    List<String> rates =
        Stream.concat(
                old.stream().filter(line -> !line.split(" +")[1].equals(day)),
                next.stream().map(LiteLlmPrices::line))
            .sorted(Comparator.comparing(line -> line.split(" +")[1]))
            .map(line -> "  " + line)
            .toList();
    lines.addAll(model + 1, rates);
    return String.join("\n", lines) + "\n";
  }

  private static String line(Rates rates) {
    return "rates %s %d %d %d %d %d %d"
        .formatted(
            rates.from(),
            rates.promptFrom(),
            rates.input(),
            rates.cacheWrite5m(),
            rates.cacheWrite1h(),
            rates.cacheRead(),
            rates.output());
  }
}
