package dev.muster.pricing;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final long webSearchNanos;
  private final int batchPercent;

  private ModelCatalog(Json.Obj data) {
    for (Json item : data.items("models")) {
      if (item instanceof Json.Obj model) {
        add(entry(model));
      }
    }
    data.object("aliasesOfAliases")
        .orElse(Json.Obj.EMPTY)
        .members()
        .forEach((alias, of) -> aliasesOfAliases.put(alias, text(of)));
    webSearchNanos = number(data, "webSearch");
    batchPercent = (int) number(data, "batchPercent");
  }

  /** Loads the data file on first use, and only then. */
  private static final class BuiltIn {
    static final ModelCatalog CATALOG = load();

    private static ModelCatalog load() {
      try (InputStream in = ModelCatalog.class.getResourceAsStream("models.json")) {
        if (in == null) {
          throw new IllegalStateException("models.json is missing from the program");
        }
        return parse(in.readAllBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (JsonException e) {
        throw new IllegalStateException("models.json of the program cannot be read", e);
      }
    }
  }

  /** The models that come with the program. */
  public static ModelCatalog builtIn() {
    return BuiltIn.CATALOG;
  }

  /**
   * Reads a catalog in the format of {@code models.json}.
   *
   * @throws JsonException when it is not JSON
   * @throws IllegalArgumentException when a value is missing or of the wrong kind
   */
  public static ModelCatalog parse(byte[] utf8) throws JsonException {
    return new ModelCatalog(JsonReader.readObject(utf8));
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
    String plain = plain(withoutLong(id));
    ModelEntry known = byId.get(plain);
    return known != null ? known : bySpelling.get(plain);
  }

  long webSearchNanos() {
    return webSearchNanos;
  }

  int batchPercent() {
    return batchPercent;
  }

  /** The vendor's own id within the spelling of any provider. */
  private static String plain(String spelling) {
    String id = spelling.substring(spelling.lastIndexOf('/') + 1);
    int vendor = id.indexOf("anthropic.");
    if (vendor >= 0) {
      id = id.substring(vendor + "anthropic.".length());
    }
    int at = id.indexOf('@');
    if (at >= 0) {
      id = id.substring(0, at);
    }
    id = withoutVersion(id);
    if (id.endsWith("-latest")) {
      id = id.substring(0, id.length() - "-latest".length());
    }
    return withoutDate(id);
  }

  /** Without a suffix such as {@code -v1} or {@code -v1:0}. */
  private static String withoutVersion(String id) {
    int colon = id.indexOf(':');
    String head = colon >= 0 ? id.substring(0, colon) : id;
    int mark = head.lastIndexOf("-v");
    boolean version = mark > 0 && isDigits(head, mark + 2, head.length());
    return version ? head.substring(0, mark) : id;
  }

  private static String withoutDate(String id) {
    int dash = id.length() - 9;
    return dash > 0 && id.charAt(dash) == '-' && isDigits(id, dash + 1, id.length())
        ? id.substring(0, dash)
        : id;
  }

  private static boolean isDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private void add(ModelEntry entry) {
    byId.put(entry.facts().id(), entry);
    for (String spelling : entry.spellings()) {
      bySpelling.put(spelling, entry);
    }
    for (String alias : entry.facts().aliases()) {
      byAlias.put(alias, entry);
    }
  }

  private static ModelEntry entry(Json.Obj model) {
    List<Rates> rates = new ArrayList<>();
    for (Json item : model.items("rates")) {
      if (item instanceof Json.Obj row) {
        rates.add(rates(row));
      }
    }
    long window = number(model, "contextWindow");
    ModelFacts facts =
        new ModelFacts(
            text(model.get("id")),
            text(model.get("name")),
            texts(model.items("aliases")),
            window,
            number(model, "maxOutput"),
            rates);
    return new ModelEntry(
        facts,
        texts(model.items("spellings")),
        model.whole("longContextWindow").orElse(window),
        number(model, "imageTokens"),
        (int) model.whole("regionalPercent").orElse(100));
  }

  private static Rates rates(Json.Obj row) {
    return new Rates(
        LocalDate.parse(text(row.get("from"))),
        number(row, "promptFrom"),
        number(row, "input"),
        number(row, "cacheWrite5m"),
        number(row, "cacheWrite1h"),
        number(row, "cacheRead"),
        number(row, "output"));
  }

  private static List<String> texts(List<Json> items) {
    List<String> texts = new ArrayList<>();
    for (Json item : items) {
      texts.add(text(item));
    }
    return texts;
  }

  private static String text(@Nullable Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("a text is missing in the models' data");
  }

  private static long number(Json.Obj object, String name) {
    long value = object.whole(name).orElse(-1);
    if (value < 0) {
      throw new IllegalArgumentException("\"" + name + "\" is missing in the models' data");
    }
    return value;
  }
}
