package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.NearestName;
import dev.muster.json.Place;
import dev.muster.protocol.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one source: its JSON, its keys one by one, and whether each may stand there and holds what
 * it should. For use by one thread, once.
 */
final class SourceReader {

  /** The most bytes of one settings file. */
  static final int MAX_BYTES = 1 << 20;

  /** More findings than these are not told one by one. */
  private static final int MAX_FINDINGS = 50;

  /** One value that was read and may be taken. */
  record Entry(KeySpec key, Json value, String pointer) {}

  private final SettingsSource source;
  private @Nullable JsonDocument document;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Fault> warnings = new ArrayList<>();

  SourceReader(SettingsSource source) {
    this.source = source;
  }

  SettingsSource source() {
    return source;
  }

  List<Entry> entries() {
    return entries;
  }

  List<Fault> faults() {
    return faults;
  }

  List<Fault> warnings() {
    return warnings;
  }

  /** Reads everything; what is wrong is then in {@link #faults()} and {@link #warnings()}. */
  SourceReader read() {
    Json.Obj root = root();
    if (root != null) {
      group("", root, "");
    }
    return this;
  }

  private Json.@Nullable Obj root() {
    Json.Obj given = source.value();
    if (given != null) {
      return given;
    }
    byte[] content = source.content();
    if (content == null) {
      return null;
    }
    if (content.length > MAX_BYTES) {
      faults.add(at(1, 1, "settings files larger than 1 MB are not read"));
      return null;
    }
    try {
      JsonDocument read = JsonReader.readDocument(content);
      document = read;
      if (read.root() instanceof Json.Obj object) {
        return object;
      }
      faults.add(at(1, 1, "settings must be a JSON object"));
    } catch (JsonException e) {
      faults.add(at(e.line(), e.column(), "not valid JSON: " + firstLine(e)));
    }
    return null;
  }

  private static String firstLine(JsonException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** Reads the members of the top or of a group. */
  private void group(String name, Json.Obj members, String pointer) {
    for (Map.Entry<String, Json> member : members.members().entrySet()) {
      String leaf = member.getKey();
      String below = JsonDocument.pointer(pointer, leaf);
      String full = name.isEmpty() ? leaf : name + "." + leaf;
      KeySpec key = leaf.indexOf('.') < 0 ? KeyTable.find(full) : null;
      if (key == null) {
        unknown(name, leaf, full, below);
      } else if (!key.mayStandIn(source.layer())) {
        warn(below, "\"" + full + "\" counts only in " + key.home() + "; it was left out here");
      } else if (full.equals("hooks") && member.getValue() instanceof Json.Obj hooks) {
        new HookShape(this).check(hooks, below);
      } else {
        value(key, member.getValue(), below);
      }
    }
  }

  private void unknown(String group, String leaf, String full, String pointer) {
    boolean fault = inBlock(group) || (group.isEmpty() && resemblesBlock(leaf));
    List<Fault> findings = fault ? faults : warnings;
    // Looking for the nearest key costs time, which a hostile file must not take for each of many.
    String hint =
        findings.size() < MAX_FINDINGS ? NearestName.hint(leaf, KeyTable.leavesBelow(group)) : "";
    add(findings, pointer, "unknown key \"" + full + "\"" + hint);
  }

  private static boolean inBlock(String group) {
    return group.equals("permissions") || group.equals("sandbox") || group.startsWith("sandbox.");
  }

  /** Whether a key at the top is so near a guarding block that a deny may have been meant. */
  private static boolean resemblesBlock(String leaf) {
    return leaf.equals("deny")
        || leaf.equals("ask")
        || isNear(leaf, "permissions", 2)
        || isNear(leaf, "sandbox", 2)
        || isNear(leaf, "hooks", 1);
  }

  private static boolean isNear(String leaf, String block, int most) {
    return Math.abs(leaf.length() - block.length()) <= most
        && NearestName.distance(leaf, block) <= most;
  }

  private void value(KeySpec key, Json value, String pointer) {
    if (key.type() == KeySpec.Type.GROUP && value instanceof Json.Obj members) {
      group(key.name(), members, pointer);
      return;
    }
    String wrong = ValueShape.wrong(key, value);
    if (wrong != null) {
      String what = "\"" + key.name() + "\" must be " + wrong;
      if (key.exact()) {
        fault(ValueShape.blame(key, value, pointer), what);
      } else {
        warn(pointer, what + "; it was left out");
      }
      return;
    }
    McpShape.check(key, value, pointer, this);
    CredentialShape.check(key, value, pointer, this);
    if (!key.name().equals("mcpServers")) {
      entries.add(new Entry(key, value, pointer));
    }
  }

  void take(KeySpec key, Json value, String pointer) {
    entries.add(new Entry(key, value, pointer));
  }

  void fault(String pointer, String what) {
    add(faults, pointer, what);
  }

  void warn(String pointer, String what) {
    add(warnings, pointer, what);
  }

  private void add(List<Fault> findings, String pointer, String what) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(finding(pointer, what));
    } else if (findings.size() == MAX_FINDINGS) {
      findings.add(at(1, 1, "and more of this kind"));
    }
  }

  /** Something to say of the value at that pointer; the whole source at the empty one. */
  Fault finding(String pointer, String what) {
    if (source.value() != null) {
      return new Fault(source.layer(), source.placeOf(pointer), 0, 0, what);
    }
    Place place = place(pointer);
    return at(place.line(), place.column(), what);
  }

  private Place place(String pointer) {
    JsonDocument read = document;
    return read == null ? new Place(1, 1) : read.place(pointer);
  }

  private Fault at(int line, int column, String what) {
    return source.value() == null
        ? new Fault(source.layer(), source.name(), line, column, what)
        : new Fault(source.layer(), source.name(), 0, 0, what);
  }

  /** Where the value at that pointer was written. */
  Origin origin(String pointer) {
    JsonDocument read = document;
    return read == null
        ? new Origin(source.layer(), source.placeOf(pointer), 0)
        : new Origin(source.layer(), source.name(), read.place(pointer).line());
  }
}
