package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.JsonWriter;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PermissionMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Composes sources into settings: precedence, trust, and what stands alone. Used once.
 *
 * <p>Runs at every start, so it keeps off what the JVM links at run time (switches over types,
 * equality of records, serializable lambdas): together they took fifty milliseconds.
 */
final class Composer {

  private final boolean trusted;
  private final List<Fault> warnings = new ArrayList<>();
  private final Map<String, Sourced<Json>> scalars = new LinkedHashMap<>();
  private final Map<String, List<ListItem>> lists = new LinkedHashMap<>();
  private final Map<String, Set<String>> seen = new LinkedHashMap<>();
  private final Map<String, Map<String, Sourced<Json>>> members = new LinkedHashMap<>();
  private final Set<String> managedLists = new HashSet<>();
  private boolean managedRulesOnly;
  private boolean managedHooksOnly;

  private Composer(boolean trusted) {
    this.trusted = trusted;
  }

  static Composition compose(List<SettingsSource> sources, boolean trusted) {
    List<SourceReader> readers = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (SettingsSource source : sources) {
      SourceReader reader = new SourceReader(source).read();
      faults.addAll(reader.faults());
      readers.add(reader);
    }
    return faults.isEmpty() ? new Composer(trusted).all(readers) : new Composition.Rejected(faults);
  }

  private Composition all(List<SourceReader> read) {
    for (SourceReader reader : read) {
      warnings.addAll(reader.warnings());
    }
    List<SourceReader> readers = highestFirst(read);
    managedRulesOnly = managedFlag(readers, "allowManagedPermissionRulesOnly");
    managedHooksOnly = managedFlag(readers, "allowManagedHooksOnly");
    for (SourceReader reader : readers) {
      source(reader);
    }
    return new Composition.Composed(new Settings(permissions(), scalars, lists, members), warnings);
  }

  /** By layer; within a layer the later source first, for it wins. */
  private static List<SourceReader> highestFirst(List<SourceReader> read) {
    List<SourceReader> readers = new ArrayList<>();
    for (Layer layer : Layer.values()) {
      for (SourceReader reader : read.reversed()) {
        if (reader.source().layer() == layer) {
          readers.add(reader);
        }
      }
    }
    return readers;
  }

  /** A flag of the managed layer, needed before the others are read. */
  private static boolean managedFlag(List<SourceReader> highestFirst, String name) {
    for (SourceReader reader : highestFirst) {
      for (SourceReader.Entry entry : reader.entries()) {
        if (reader.source().layer() == Layer.MANAGED && entry.key().name().equals(name)) {
          return entry.value() instanceof Json.Bool(boolean on) && on;
        }
      }
    }
    return false;
  }

  private void source(SourceReader reader) {
    Layer layer = reader.source().layer();
    boolean repository = layer == Layer.PROJECT || layer == Layer.LOCAL;
    Set<String> leftOut = new LinkedHashSet<>();
    Set<String> overruled = new LinkedHashSet<>();
    for (SourceReader.Entry entry : reader.entries()) {
      if (repository && !trusted && !RepositoryLimits.onlyTightens(entry)) {
        leftOut.add(shown(entry.key().name()));
      } else if (layer != Layer.MANAGED && managedOnly(entry.key().name())) {
        overruled.add(shown(entry.key().name()));
      } else if (!repository || repositoryMay(reader, entry)) {
        take(reader, entry);
      }
    }
    if (!leftOut.isEmpty()) {
      warn(
          reader,
          "this folder is not trusted, so these were left out: "
              + String.join(", ", leftOut)
              + "; \"muster trust\" in it takes them");
    }
    if (!overruled.isEmpty()) {
      warn(
          reader,
          "managed settings let only their own count, so these were left out: "
              + String.join(", ", overruled));
    }
  }

  private static String shown(String key) {
    return key.startsWith("hooks.") ? "hooks" : key;
  }

  private boolean managedOnly(String key) {
    return (managedRulesOnly && isRules(key)) || (managedHooksOnly && key.startsWith("hooks."));
  }

  private static boolean isRules(String key) {
    return key.equals("permissions.allow")
        || key.equals("permissions.ask")
        || key.equals("permissions.deny");
  }

  /** What a repository may not set even where it is trusted. */
  private boolean repositoryMay(SourceReader reader, SourceReader.Entry entry) {
    String name = entry.key().name();
    if (name.equals("permissions.defaultMode")
        && RepositoryLimits.mode(entry.value())
            .equals(Optional.of(PermissionMode.BYPASS_PERMISSIONS))) {
      warn(reader, entry, "a repository cannot choose \"bypassPermissions\"; it was left out");
      return false;
    }
    if (reader.source().layer() == Layer.PROJECT
        && (name.equals("enableAllProjectMcpServers") || name.equals("enabledMcpjsonServers"))) {
      warn(reader, entry, "a repository cannot approve its own MCP servers; it was left out");
      return false;
    }
    return true;
  }

  private void take(SourceReader reader, SourceReader.Entry entry) {
    KeySpec key = entry.key();
    switch (key.type()) {
      case STRINGS, LIST -> list(reader, entry);
      case MEMBERS -> members(reader, entry);
      case BOOLEAN, INTEGER, NUMBER, STRING, DISABLE, WHOLE -> scalar(reader, entry);
      case GROUP -> throw new IllegalStateException("a group has no value: " + key.name());
    }
  }

  private void scalar(SourceReader reader, SourceReader.Entry entry) {
    KeySpec key = entry.key();
    Sourced<Json> mine = new Sourced<>(entry.value(), reader.origin(entry.pointer()));
    Sourced<Json> higher = scalars.putIfAbsent(key.name(), mine);
    if (higher == null) {
      return;
    }
    Layer layer = higher.origin().layer();
    boolean settled = layer == Layer.MANAGED || layer == Layer.FLAGS;
    if (!settled && RepositoryLimits.isStrict(key, entry.value())) {
      scalars.put(key.name(), mine);
    } else if (!trusted && key.name().equals("permissions.defaultMode")) {
      relaxed(reader, entry, higher);
    }
  }

  /** A mode that a folder without trust chose counts only while nobody else's is tighter. */
  private void relaxed(SourceReader reader, SourceReader.Entry entry, Sourced<Json> higher) {
    Layer layer = higher.origin().layer();
    if (layer != Layer.PROJECT && layer != Layer.LOCAL) {
      return;
    }
    if (RepositoryLimits.rank(entry.value()) >= RepositoryLimits.rank(higher.value())) {
      scalars.put(entry.key().name(), new Sourced<>(entry.value(), reader.origin(entry.pointer())));
    }
  }

  private void list(SourceReader reader, SourceReader.Entry entry) {
    String name = entry.key().name();
    if (reader.source().layer() == Layer.MANAGED) {
      managedLists.add(name);
    } else if (entry.key().alone() && managedLists.contains(name)) {
      return;
    }
    List<ListItem> united = lists.computeIfAbsent(name, n -> new ArrayList<>());
    Set<String> known = seen.computeIfAbsent(name, n -> new HashSet<>());
    if (entry.value() instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        String pointer = JsonDocument.pointer(entry.pointer(), Integer.toString(i));
        if (known.add(identity(name, items.get(i), reader))) {
          united.add(new ListItem(items.get(i), reader.origin(pointer), reader.source().base()));
        }
      }
    }
  }

  /** Equal items of different folders differ where a path in them may be relative. */
  private static String identity(String name, Json item, SourceReader reader) {
    String text = item instanceof Json.Str(String written) ? written : JsonWriter.write(item);
    return isRules(name) || name.startsWith("sandbox.")
        ? text + '\0' + reader.source().base()
        : text;
  }

  private void members(SourceReader reader, SourceReader.Entry entry) {
    String name = entry.key().name();
    Map<String, Sourced<Json>> united = members.computeIfAbsent(name, n -> new LinkedHashMap<>());
    if (!(entry.value() instanceof Json.Obj(Map<String, Json> given))) {
      return;
    }
    Layer layer = reader.source().layer();
    boolean guarded = name.equals("env") && (layer == Layer.PROJECT || layer == Layer.LOCAL);
    for (Map.Entry<String, Json> member : given.entrySet()) {
      String pointer = JsonDocument.pointer(entry.pointer(), member.getKey());
      if (guarded && ReservedEnvironment.holds(member.getKey())) {
        warnings.add(
            reader.finding(
                pointer,
                "a repository cannot set the variable \""
                    + member.getKey()
                    + "\"; it was left out"));
      } else {
        united.putIfAbsent(
            member.getKey(), new Sourced<>(member.getValue(), reader.origin(pointer)));
      }
    }
  }

  private PermissionSettings permissions() {
    Sourced<Json> only = scalars.get("allowManagedPermissionRulesOnly");
    return new PermissionSettings(
        rules("permissions.allow"),
        rules("permissions.ask"),
        rules("permissions.deny"),
        folders(),
        defaultMode(),
        bypassDisabled(),
        managedRulesOnly && only != null
            ? Optional.of(new Sourced<>(true, only.origin()))
            : Optional.empty());
  }

  private List<RuleText> rules(String key) {
    List<RuleText> rules = new ArrayList<>();
    for (ListItem item : lists.getOrDefault(key, List.of())) {
      if (item.value() instanceof Json.Str(String text)) {
        rules.add(new RuleText(text, item.origin(), item.base()));
      }
    }
    return rules;
  }

  private List<Sourced<String>> folders() {
    List<Sourced<String>> folders = new ArrayList<>();
    for (ListItem item : lists.getOrDefault("permissions.additionalDirectories", List.of())) {
      if (item.value() instanceof Json.Str(String text)) {
        folders.add(new Sourced<>(text, item.origin()));
      }
    }
    return folders;
  }

  private Optional<Sourced<PermissionMode>> defaultMode() {
    Sourced<Json> found = scalars.get("permissions.defaultMode");
    if (found == null) {
      return Optional.empty();
    }
    Optional<PermissionMode> mode = RepositoryLimits.mode(found.value());
    if (mode.isEmpty() && found.value() instanceof Json.Str(String name)) {
      Origin at = found.origin();
      warnings.add(
          new Fault(
              at.layer(),
              at.source(),
              at.line(),
              1,
              "the mode \"" + name + "\" is not offered here; \"default\" is used in its place"));
    }
    return Optional.of(new Sourced<>(mode.orElse(PermissionMode.DEFAULT), found.origin()));
  }

  private Optional<Sourced<Boolean>> bypassDisabled() {
    Sourced<Json> found = scalars.get("permissions.disableBypassPermissionsMode");
    return found == null ? Optional.empty() : Optional.of(new Sourced<>(true, found.origin()));
  }

  private void warn(SourceReader reader, String what) {
    warnings.add(reader.finding("", what));
  }

  private void warn(SourceReader reader, SourceReader.Entry entry, String what) {
    warnings.add(reader.finding(entry.pointer(), what));
  }
}
