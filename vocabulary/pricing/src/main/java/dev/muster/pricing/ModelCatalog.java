package dev.muster.pricing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that are known, by id, alias and the spellings of other providers. Immutable; safe for
 * use by several threads.
 */
public final class ModelCatalog {

  private static final String LONG_CONTEXT = "[1m]";

  private final Map<String, ModelEntry> byId = new LinkedHashMap<>();
  private final Map<String, ModelEntry> bySpelling = new HashMap<>();
  private final Map<String, ModelEntry> byAlias = new HashMap<>();
  private final Map<String, String> aliasesOfAliases = new HashMap<>();
  private long webSearchNanos;
  private int batchPercent = 100;

  private ModelCatalog(String table) {
    Draft draft = null;
    int at = 0;
    while (at < table.length()) {
      int end = table.indexOf('\n', at);
      List<String> words = words(table.substring(at, end));
      at = end + 1;
      switch (words.getFirst()) {
        case "model" -> {
          finish(draft);
          draft = new Draft(words);
        }
        case "same" -> aliasesOfAliases.put(words.get(1), words.get(2));
        case "search" -> webSearchNanos = Long.parseLong(words.get(1));
        case "batch" -> batchPercent = Integer.parseInt(words.get(1));
        default -> {
          if (draft == null) {
            throw new IllegalArgumentException("a line before the first model: " + words);
          }
          draft.add(words);
        }
      }
    }
    finish(draft);
  }

  /** Reads the table on first use, and only then. */
  private static final class BuiltIn {
    static final ModelCatalog CATALOG = new ModelCatalog(ModelTable.TEXT);
  }

  /** The models that come with the program. */
  public static ModelCatalog builtIn() {
    return BuiltIn.CATALOG;
  }

  /** Reads a table in the format of {@link ModelTable}. */
  static ModelCatalog parse(String table) {
    return new ModelCatalog(table);
  }

  /** All models, in the order of the file. */
  public List<ModelFacts> models() {
    List<ModelFacts> all = new ArrayList<>();
    for (ModelEntry entry : byId.values()) {
      all.add(entry.facts());
    }
    return all;
  }

  /**
   * What is known of a model by its id. A date suffix, {@code [1m]} and the spellings of Bedrock
   * ({@code us.anthropic.claude-…-v1:0}, ARNs) and Vertex ({@code claude-…@date}) are understood;
   * aliases are not ids.
   */
  public Optional<ModelFacts> find(String id) {
    ModelEntry entry = entry(id);
    return entry == null ? Optional.empty() : Optional.of(entry.facts());
  }

  /**
   * Resolves an alias or a name, each with or without {@code [1m]}; case counts only in names. A
   * name of which nothing is known is taken as it is.
   *
   * @param environment read for {@code ANTHROPIC_DEFAULT_OPUS_MODEL}, {@code …_SONNET_MODEL},
   *     {@code …_HAIKU_MODEL}, {@code …_FABLE_MODEL}, which replace what those aliases stand for,
   *     and {@code ANTHROPIC_DEFAULT_MODEL}, which replaces {@code default}
   */
  public ModelChoice resolve(String nameOrAlias, Map<String, String> environment) {
    String asked = nameOrAlias.strip();
    boolean wantsLong = isLong(asked);
    String bare = withoutLong(asked);
    String name = aliased(bare.toLowerCase(Locale.ROOT), environment);
    if (name == null) {
      name = bare;
    }
    boolean longContext = wantsLong || isLong(name);
    String wireId = withoutLong(name);
    ModelEntry entry = entry(wireId);
    if (entry == null) {
      return new ModelChoice(
          nameOrAlias,
          longContext ? wireId + LONG_CONTEXT : wireId,
          wireId,
          longContext,
          longContext ? 1_000_000 : ModelChoice.UNKNOWN_CONTEXT_WINDOW,
          ModelChoice.UNKNOWN_MAX_OUTPUT,
          Optional.empty());
    }
    return new ModelChoice(
        nameOrAlias,
        longContext ? wireId + LONG_CONTEXT : wireId,
        wireId,
        longContext,
        longContext ? entry.longContextWindow() : entry.facts().contextWindow(),
        entry.facts().maxOutput(),
        Optional.of(entry.facts()));
  }

  /**
   * Whether a list of models that may be chosen holds the choice: by the name that was asked for,
   * by its full name, or by an alias or spelling of the same model.
   */
  public boolean admits(
      List<String> available, ModelChoice choice, Map<String, String> environment) {
    for (String item : available) {
      if (item.equals(choice.asked()) || item.equals(choice.name())) {
        return true;
      }
      ModelChoice other = resolve(item, environment);
      boolean same =
          other.facts().isPresent()
              ? other.facts().equals(choice.facts())
              : other.wireId().equals(choice.wireId());
      if (same && (other.longContext() || !choice.longContext())) {
        return true;
      }
    }
    return false;
  }

  /** What an alias stands for, or {@code null} when it is none. */
  private @Nullable String aliased(String alias, Map<String, String> environment) {
    String named = alias.equals("default") ? environment.get("ANTHROPIC_DEFAULT_MODEL") : null;
    if (named != null && !named.isBlank() && !named.strip().equalsIgnoreCase("default")) {
      String meant = aliased(named.strip().toLowerCase(Locale.ROOT), environment);
      return meant == null ? named.strip() : meant;
    }
    String family = aliasesOfAliases.getOrDefault(alias, alias);
    ModelEntry entry = byAlias.get(family);
    if (entry == null) {
      return null;
    }
    String replaced =
        environment.get("ANTHROPIC_DEFAULT_" + family.toUpperCase(Locale.ROOT) + "_MODEL");
    return replaced == null || replaced.isBlank() ? entry.facts().id() : replaced.strip();
  }

  private static boolean isLong(String name) {
    int from = name.length() - LONG_CONTEXT.length();
    return from > 0 && name.regionMatches(true, from, LONG_CONTEXT, 0, LONG_CONTEXT.length());
  }

  private static String withoutLong(String name) {
    return isLong(name) ? name.substring(0, name.length() - LONG_CONTEXT.length()) : name;
  }

  @Nullable ModelEntry entry(String id) {
    ModelEntry exact = byId.get(id);
    if (exact != null) {
      return exact;
    }
    String plain = ModelSpelling.plain(withoutLong(id));
    ModelEntry known = byId.get(plain);
    return known != null ? known : bySpelling.get(plain);
  }

  /** Whether another catalogue has the same facts, rates and factors of a model. */
  boolean sameEntry(ModelCatalog other, String id) {
    return Objects.equals(byId.get(id), other.byId.get(id));
  }

  long webSearchNanos() {
    return webSearchNanos;
  }

  int batchPercent() {
    return batchPercent;
  }

  private void finish(@Nullable Draft draft) {
    if (draft == null) {
      return;
    }
    ModelEntry entry = draft.entry();
    byId.put(entry.facts().id(), entry);
    for (String spelling : draft.spellings) {
      bySpelling.put(spelling, entry);
    }
    for (String alias : entry.facts().aliases()) {
      byAlias.put(alias, entry);
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      int space = line.indexOf(' ', at);
      int end = space < 0 ? line.length() : space;
      if (end > at) {
        words.add(line.substring(at, end));
      }
      at = end + 1;
    }
    return words;
  }

  /** A model whose lines are being read. */
  private static final class Draft {
    private final List<String> model;
    private final List<String> aliases = new ArrayList<>();
    private final List<String> spellings = new ArrayList<>();
    private final List<Rates> rates = new ArrayList<>();
    private int fastPercent;

    Draft(List<String> model) {
      this.model = model;
    }

    void add(List<String> words) {
      switch (words.getFirst()) {
        case "alias" -> aliases.add(words.get(1));
        case "spelling" -> spellings.add(words.get(1));
        case "rates" -> rates.add(rates(words));
        case "fast" -> fastPercent = Integer.parseInt(words.get(1));
        default -> throw new IllegalArgumentException("not a line of the table: " + words);
      }
    }

    private static Rates rates(List<String> words) {
      return new Rates(
          day(words.get(1)),
          Long.parseLong(words.get(2)),
          Long.parseLong(words.get(3)),
          Long.parseLong(words.get(4)),
          Long.parseLong(words.get(5)),
          Long.parseLong(words.get(6)),
          Long.parseLong(words.get(7)));
    }

    /** A day such as 2026-10-07; the library's parser is slow to load. */
    private static LocalDate day(String text) {
      if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
        throw new IllegalArgumentException("not a day such as 2026-10-07: " + text);
      }
      return LocalDate.of(
          Integer.parseInt(text, 0, 4, 10),
          Integer.parseInt(text, 5, 7, 10),
          Integer.parseInt(text, 8, 10, 10));
    }

    ModelEntry entry() {
      ModelFacts facts =
          new ModelFacts(
              model.get(1),
              String.join(" ", model.subList(7, model.size())),
              aliases,
              Long.parseLong(model.get(2)),
              Long.parseLong(model.get(4)),
              rates);
      return new ModelEntry(
          facts,
          Long.parseLong(model.get(3)),
          Long.parseLong(model.get(5)),
          Integer.parseInt(model.get(6)),
          fastPercent);
    }
  }
}
