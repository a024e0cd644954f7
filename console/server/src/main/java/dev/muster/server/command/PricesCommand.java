package dev.muster.server.command;

import static java.time.ZoneOffset.UTC;

import dev.muster.pricing.ModelFacts;
import dev.muster.pricing.PriceBook;
import dev.muster.pricing.Rates;
import dev.muster.server.ExitCode;
import dev.muster.server.Failure;
import dev.muster.server.run.DataFolder;
import dev.muster.server.run.LiteLlmPrices;
import dev.muster.server.run.Prices;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code muster console prices}: shows the price book, and puts another in its place. */
@Command(
    name = "prices",
    description =
        "Shows the price book, and puts another in its place after its changes were seen.",
    footer = {
      "",
      "Examples:",
      "  muster console prices show",
      "  muster console prices show --book > prices.txt",
      "  muster console prices import prices.txt        # only shows what would change",
      "  muster console prices import prices.txt --yes",
      "  muster console prices import model_prices_and_context_window.json --from 2026-12-01"
    })
final class PricesCommand extends Group {

  PricesCommand(Surroundings surroundings) {
    super(new Show(surroundings), new Import(surroundings));
  }

  /** What works on the data folder itself, whether a console runs there or not. */
  abstract static class Local implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder.")
    @Nullable Path data;

    private final Surroundings surroundings;

    Local(Surroundings surroundings) {
      this.surroundings = surroundings;
    }

    Surroundings surroundings() {
      return surroundings;
    }

    DataFolder folder() {
      return DataFolder.open(surroundings.dataFolder(data), surroundings.root());
    }
  }

  /** Shows it. */
  @Command(name = "show", description = "Shows the prices in force from the next start on.")
  static final class Show extends Local {
    @Option(names = "--book", description = "As a file to change and import.")
    boolean book;

    Show(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      PriceBook prices = Prices.of(folder());
      surroundings().out().print(book ? prices.text() : table(prices.catalog().models()));
      surroundings().out().flush();
      return ExitCode.OK.code();
    }
  }

  /** Puts another in its place. */
  @Command(
      name = "import",
      description = {
        "Shows what another price book changes, and with --yes puts it in force from the",
        "console's next start on. Without --yes it ends with 1 where something would change."
      })
  static final class Import extends Local {
    @Parameters(
        paramLabel = "FILE",
        description = {
          "The book, as \"prices show --book\" writes it; or, ending in .json, LiteLLM's",
          "model_prices_and_context_window.json, whose prices of the book's models are taken in."
        })
    Path file = Path.of("");

    @Option(
        names = "--from",
        paramLabel = "DAY",
        description = "The first day (UTC) of prices from a .json file. Default: today.")
    @Nullable LocalDate from;

    @Option(names = "--yes", description = "The changes were looked at.")
    boolean yes;

    Import(Surroundings surroundings) {
      super(surroundings);
    }

    @Override
    public Integer call() {
      DataFolder folder = folder();
      PriceBook now = Prices.of(folder);
      PriceBook next = next(now, surroundings().folder().resolve(file));
      List<PriceBook.Change> changes = now.changesTo(next);
      changes.forEach(change -> surroundings().out().print(text(change)));
      if (changes.isEmpty()) {
        surroundings().out().println("Nothing changes.");
        return ExitCode.OK.code();
      }
      if (!yes) {
        surroundings().out().println("Nothing was imported; with --yes it is.");
        return ExitCode.FAILED.code();
      }
      try {
        folder.prices(next.text());
      } catch (IOException e) {
        throw new Failure(
            ExitCode.FAILED, "Cannot write " + folder.prices() + ": " + e.getMessage(), e);
      }
      surroundings().out().println("Imported; in force from the console's next start on.");
      return ExitCode.OK.code();
    }

    private PriceBook next(PriceBook now, Path path) {
      if (!path.toString().endsWith(".json")) {
        if (from != null) {
          throw new Failure(
              ExitCode.USAGE, "--from is for .json files; a book's lines tell their days.");
        }
        return Prices.read(path);
      }
      LocalDate day =
          from != null ? from : LocalDate.ofInstant(surroundings().clock().instant(), UTC);
      LiteLlmPrices prices = LiteLlmPrices.into(now, Prices.readJson(path), day);
      prices.left().forEach(line -> surroundings().out().println("left out " + line));
      if (prices.read() == 0) {
        surroundings().out().flush();
        throw new Failure(
            ExitCode.FAILED,
            path
                + " has no price that can be taken for any model of the book; see \"prices show\".");
      }
      return Prices.of(prices);
    }
  }

  private static String text(PriceBook.Change change) {
    return switch (change) {
      case PriceBook.Change.Added(ModelFacts now) -> "new      " + block(now, now.id());
      case PriceBook.Change.Removed(ModelFacts before) ->
          "removed  " + before.id() + ": it will have no price, and is refused\n";
      case PriceBook.Change.Changed(ModelFacts before, ModelFacts now) ->
          "changed  " + block(before, now.id() + ", before") + "         " + block(now, "now");
    };
  }

  private static String block(ModelFacts model, String title) {
    StringBuilder text = new StringBuilder(title).append(":\n");
    table(List.of(model)).lines().forEach(line -> text.append("    ").append(line).append('\n'));
    return text.toString();
  }

  /** Prices in US dollars a million tokens. */
  private static String table(List<ModelFacts> models) {
    Table table =
        new Table(
            "MODEL",
            "FROM",
            "PROMPT FROM",
            "INPUT",
            "WRITE 5M",
            "WRITE 1H",
            "CACHE READ",
            "OUTPUT");
    for (ModelFacts model : models) {
      for (Rates rates : model.rates()) {
        table.row(
            model.id(),
            rates.from().toString(),
            Long.toString(rates.promptFrom()),
            dollars(rates.input()),
            dollars(rates.cacheWrite5m()),
            dollars(rates.cacheWrite1h()),
            dollars(rates.cacheRead()),
            dollars(rates.output()));
      }
    }
    return table.text();
  }

  private static String dollars(long nanosEach) {
    BigDecimal dollars = BigDecimal.valueOf(nanosEach, 3).stripTrailingZeros();
    return "$" + (dollars.scale() < 2 ? dollars.setScale(2) : dollars).toPlainString();
  }
}
