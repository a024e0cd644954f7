package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The settings of all layers together; every value knows where it was written.
 *
 * <p>The earlier layer of {@link dev.muster.protocol.Layer} wins over the later one; within a layer
 * the later source wins over the earlier one, so that a managed drop-in overrides the managed base
 * file. Lists are united, the winning source's items first, without repetition; {@code env} is
 * united by variable. A managed list of what is allowed stands alone. Immutable.
 */
public final class Settings {

  /** How long transcripts are kept where nobody says otherwise, in days. */
  public static final int DEFAULT_CLEANUP_PERIOD_DAYS = 30;

  /** No settings at all: every default. */
  public static final Settings NONE =
      new Settings(PermissionSettings.NONE, Map.of(), Map.of(), Map.of());

  private final PermissionSettings permissions;
  private final Map<String, Sourced<Json>> scalars;
  private final Map<String, List<ListItem>> lists;
  private final Map<String, Map<String, Sourced<Json>>> members;

  Settings(
      PermissionSettings permissions,
      Map<String, Sourced<Json>> scalars,
      Map<String, List<ListItem>> lists,
      Map<String, Map<String, Sourced<Json>>> members) {
    this.permissions = permissions;
    this.scalars = inOrder(scalars);
    this.lists = inOrder(lists);
    this.members = inOrder(members);
  }

  /**
   * Composes sources, given in any order of layers; within a layer a later source wins. The managed
   * base file comes before its drop-ins, the drop-ins in order of name, and what arrives later
   * after them.
   *
   * @param trusted whether the person has said that this folder may bring settings of its own.
   *     Without that, its two files contribute only what makes the agent do less
   */
  public static Composition compose(List<SettingsSource> sources, boolean trusted) {
    return Composer.compose(sources, trusted);
  }

  /** The rules, folders and mode of permissions. */
  public PermissionSettings permissions() {
    return permissions;
  }

  /** The variables to set in the environment, by name. */
  public Map<String, Sourced<String>> env() {
    Map<String, Sourced<String>> env = new LinkedHashMap<>();
    for (Map.Entry<String, Sourced<Json>> variable :
        members.getOrDefault("env", Map.of()).entrySet()) {
      String text = ValueShape.text(variable.getValue().value());
      if (text != null) {
        env.put(variable.getKey(), new Sourced<>(text, variable.getValue().origin()));
      }
    }
    return env;
  }

  /** The model or its alias, as written. */
  public Optional<Sourced<String>> model() {
    return text("model");
  }

  /** The models to fall back to when the first is overloaded, in order, as written. */
  public List<Sourced<String>> fallbackModels() {
    Sourced<Json> found = scalars.get("fallbackModel");
    if (found == null) {
      return List.of();
    }
    if (found.value() instanceof Json.Str(String one)) {
      return List.of(new Sourced<>(one, found.origin()));
    }
    List<Sourced<String>> models = new ArrayList<>();
    if (found.value() instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Str(String name)) {
          models.add(new Sourced<>(name, found.origin()));
        }
      }
    }
    return models;
  }

  /** The models that may be chosen; empty when nobody limits them, an empty list allows none. */
  public Optional<List<Sourced<String>>> availableModels() {
    return lists.containsKey("availableModels")
        ? Optional.of(texts("availableModels"))
        : Optional.empty();
  }

  /** Whether the default model too must be among {@link #availableModels()}. */
  public boolean enforceAvailableModels() {
    return flag("enforceAvailableModels", false);
  }

  /** How long transcripts are kept, in days; at least 1. */
  public int cleanupPeriodDays() {
    Sourced<Json> found = scalars.get("cleanupPeriodDays");
    if (found == null || !(found.value() instanceof Json.Num number)) {
      return DEFAULT_CLEANUP_PERIOD_DAYS;
    }
    OptionalLong days = number.whole();
    return (int) Math.clamp(days.orElse(DEFAULT_CLEANUP_PERIOD_DAYS), 1L, Integer.MAX_VALUE);
  }

  /** The command that prints the credential for requests. */
  public Optional<Sourced<String>> apiKeyHelper() {
    return text("apiKeyHelper");
  }

  /** Whether the model is told how to work with version control; true unless set otherwise. */
  public boolean includeGitInstructions() {
    return flag("includeGitInstructions", true);
  }

  /** Whether commits name the agent as co-author; true unless set otherwise. */
  public boolean includeCoAuthoredBy() {
    return flag("includeCoAuthoredBy", true);
  }

  /** Patterns of memory files that are not read; managed memory cannot be left out. */
  public List<Sourced<String>> claudeMdExcludes() {
    return texts("claudeMdExcludes");
  }

  /** Whether searches leave out what version control ignores; true unless set otherwise. */
  public boolean respectGitignore() {
    return flag("respectGitignore", true);
  }

  /** Whether commands are to run confined. */
  public Optional<Sourced<Boolean>> sandboxEnabled() {
    return bool("sandbox.enabled");
  }

  /** How commands are to be confined; read anew at each call. */
  public SandboxSettings sandbox() {
    return new SandboxReader(this, lists).read();
  }

  /** Where managed settings first say something of the keys that begin so. */
  Optional<Origin> firstManaged(String prefix) {
    for (Map.Entry<String, Sourced<Json>> scalar : scalars.entrySet()) {
      Origin origin = scalar.getValue().origin();
      if (scalar.getKey().startsWith(prefix) && origin.layer() == Layer.MANAGED) {
        return Optional.of(origin);
      }
    }
    for (Map.Entry<String, List<ListItem>> list : lists.entrySet()) {
      for (ListItem item : list.getValue()) {
        if (list.getKey().startsWith(prefix) && item.origin().layer() == Layer.MANAGED) {
          return Optional.of(item.origin());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the model reasons before every answer, where somebody says so. */
  public Optional<Sourced<Boolean>> alwaysThinkingEnabled() {
    return bool("alwaysThinkingEnabled");
  }

  /** The effort level: low, medium, high, xhigh or max. */
  public Optional<Sourced<String>> effortLevel() {
    return text("effortLevel");
  }

  /** Whether hooks are switched off; managed ones only by managed settings. */
  public boolean disableAllHooks() {
    return flag("disableAllHooks", false);
  }

  /** Where the first hook of any event was written; empty when there is none. */
  public Optional<Origin> firstHook() {
    for (Map.Entry<String, List<ListItem>> list : lists.entrySet()) {
      if (list.getKey().startsWith("hooks.") && !list.getValue().isEmpty()) {
        return Optional.of(list.getValue().getFirst().origin());
      }
    }
    return Optional.empty();
  }

  /** The least version that managed settings admit. */
  public Optional<Sourced<String>> requiredMinimumVersion() {
    return text("requiredMinimumVersion");
  }

  /** The greatest version that managed settings admit. */
  public Optional<Sourced<String>> requiredMaximumVersion() {
    return text("requiredMaximumVersion");
  }

  /**
   * Why managed settings do not admit a version, as a sentence; empty when they do. A version that
   * cannot be read is admitted only where none is required.
   */
  public Optional<String> versionRefusal(String running) {
    Optional<Version> version = Version.parse(running);
    for (String key : List.of("requiredMinimumVersion", "requiredMaximumVersion")) {
      Sourced<String> required = text(key).orElse(null);
      if (required == null) {
        continue;
      }
      Optional<Version> limit = Version.parse(required.value());
      boolean minimum = key.equals("requiredMinimumVersion");
      boolean admitted =
          version.isPresent()
              && limit.isPresent()
              && (minimum
                  ? version.get().compareTo(limit.get()) >= 0
                  : version.get().compareTo(limit.get()) <= 0);
      if (!admitted) {
        return Optional.of(
            required.origin().place()
                + " admits no version "
                + (minimum ? "before " : "after ")
                + required.value()
                + ", and this is "
                + running);
      }
    }
    return Optional.empty();
  }

  /**
   * The value of any key of the table by its full name, such as {@code permissions.allow} or {@code
   * hooks.PreToolUse}; its origin is that of the winning part. Empty where nobody sets it.
   */
  public Optional<Sourced<Json>> value(String key) {
    Sourced<Json> scalar = scalars.get(key);
    if (scalar != null) {
      return Optional.of(scalar);
    }
    List<ListItem> items = lists.get(key);
    if (items != null) {
      List<Json> values = new ArrayList<>();
      for (ListItem item : items) {
        values.add(item.value());
      }
      Origin origin = items.isEmpty() ? Origin.BUILT_IN : items.getFirst().origin();
      return Optional.of(new Sourced<>(new Json.Arr(values), origin));
    }
    Map<String, Sourced<Json>> parts = members.get(key);
    if (parts == null) {
      return Optional.empty();
    }
    Map<String, Json> values = new LinkedHashMap<>();
    Origin origin = null;
    for (Map.Entry<String, Sourced<Json>> part : parts.entrySet()) {
      values.put(part.getKey(), part.getValue().value());
      origin = origin == null ? part.getValue().origin() : origin;
    }
    return Optional.of(
        new Sourced<>(new Json.Obj(values), origin == null ? Origin.BUILT_IN : origin));
  }

  private static <T> Map<String, T> inOrder(Map<String, T> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  private Optional<Sourced<String>> text(String key) {
    Sourced<Json> found = scalars.get(key);
    return found != null && found.value() instanceof Json.Str(String text)
        ? Optional.of(new Sourced<>(text, found.origin()))
        : Optional.empty();
  }

  private Optional<Sourced<Boolean>> bool(String key) {
    Sourced<Json> found = scalars.get(key);
    return found != null && found.value() instanceof Json.Bool(boolean truth)
        ? Optional.of(new Sourced<>(truth, found.origin()))
        : Optional.empty();
  }

  private boolean flag(String key, boolean unset) {
    Sourced<Json> found = scalars.get(key);
    return (found != null && found.value() instanceof Json.Bool(boolean truth)) ? truth : unset;
  }

  private List<Sourced<String>> texts(String key) {
    List<Sourced<String>> texts = new ArrayList<>();
    for (ListItem item : lists.getOrDefault(key, List.of())) {
      if (item.value() instanceof Json.Str(String text)) {
        texts.add(new Sourced<>(text, item.origin()));
      }
    }
    return texts;
  }
}
