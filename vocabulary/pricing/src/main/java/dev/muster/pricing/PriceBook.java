package dev.muster.pricing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole table of models and prices, from the program or from an administrator's file, and what
 * changes when one takes another's place. Immutable.
 *
 * <p>The format is a line a fact: {@code model id window longWindow maxOutput imageTokens
 * regionalPercent name}, then {@code rates from promptFrom input cacheWrite5m cacheWrite1h
 * cacheRead output} in nano-dollars a token, {@code fast percent}, {@code alias name} and {@code
 * spelling id} for the model above; {@code search nanos} and {@code batch percent} for all. Lines
 * that are empty or begin with {@code #} say nothing. Prices of a later {@code from} take the place
 * of earlier ones on that day (UTC), so that a book may hold what is to come and what has been.
 */
public final class PriceBook {

  private static final int MOST_CHARACTERS = 4 * 1024 * 1024;

  private final ModelCatalog catalog;
  private final String text;

  private PriceBook(ModelCatalog catalog, String text) {
    this.catalog = catalog;
    this.text = text;
  }

  /** What became of reading a book. */
  public sealed interface Reading {

    /** It is a book. */
    record Read(PriceBook book) implements Reading {}

    /**
     * It is none.
     *
     * @param line from 1
     * @param why what is wrong there, for whoever wrote it
     */
    record Faulty(int line, String why) implements Reading {}
  }

  /** One thing that is otherwise in another book. */
  public sealed interface Change {

    /** The model's id. */
    String model();

    /** The other book has it, this one has not. */
    record Added(ModelFacts now) implements Change {
      @Override
      public String model() {
        return now.id();
      }
    }

    /** This book has it, the other has not: it will have no price. */
    record Removed(ModelFacts before) implements Change {
      @Override
      public String model() {
        return before.id();
      }
    }

    /** Both have it, with other facts or rates. */
    record Changed(ModelFacts before, ModelFacts now) implements Change {
      @Override
      public String model() {
        return now.id();
      }
    }
  }

  /** The book that comes with the program. */
  public static PriceBook builtIn() {
    return new PriceBook(ModelCatalog.builtIn(), ModelTable.TEXT);
  }

  /** Reads a book; every line is checked. */
  public static Reading read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return new Reading.Faulty(1, "the file is longer than 4 MB");
    }
    StringBuilder table = new StringBuilder(text.length() + 1);
    List<String> lines = text.lines().toList();
    boolean model = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      String wrong = PriceLine.fault(line, model);
      if (wrong != null) {
        return new Reading.Faulty(i + 1, wrong);
      }
      model |= line.startsWith("model ");
      table.append(line).append('\n');
    }
    return model
        ? new Reading.Read(new PriceBook(ModelCatalog.parse(table.toString()), text))
        : new Reading.Faulty(Math.max(1, lines.size()), "the file names no model");
  }

  /** The book as it was written, which {@link #read} takes. */
  public String text() {
    return text;
  }

  /** The models, for prices and bounds. */
  public ModelCatalog catalog() {
    return catalog;
  }

  /** What is otherwise when another book takes this one's place, in the order of that book. */
  public List<Change> changesTo(PriceBook other) {
    List<Change> changes = new ArrayList<>();
    for (ModelFacts now : other.catalog.models()) {
      Optional<ModelFacts> before = byId(now.id());
      if (before.isEmpty()) {
        changes.add(new Change.Added(now));
      } else if (!catalog.sameEntry(other.catalog, now.id())) {
        changes.add(new Change.Changed(before.get(), now));
      }
    }
    for (ModelFacts before : catalog.models()) {
      if (other.byId(before.id()).isEmpty()) {
        changes.add(new Change.Removed(before));
      }
    }
    return changes;
  }

  private Optional<ModelFacts> byId(String id) {
    return catalog.models().stream().filter(model -> model.id().equals(id)).findFirst();
  }
}
