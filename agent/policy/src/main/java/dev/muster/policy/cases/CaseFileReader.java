package dev.muster.policy.cases;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.json.Place;
import dev.muster.model.ToolCall;
import dev.muster.policy.cases.CaseFile.LayerText;
import dev.muster.policy.cases.CaseFile.Tree;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of cases strictly: whatever it does not know is a fault with its place. */
public final class CaseFileReader {

  /** The most bytes of a file of cases. */
  public static final int MAX_BYTES = 8 << 20;

  private static final int MAX_ENTRIES = 10_000;

  private final String name;
  private final JsonDocument document;
  private final List<String> faults = new ArrayList<>();

  private CaseFileReader(String name, JsonDocument document) {
    this.name = name;
    this.document = document;
  }

  /** What came of reading a file. */
  public sealed interface Reading {

    /** Its cases. */
    record Read(CaseFile file) implements Reading {}

    /** What is wrong with it, each with its place. */
    record Wrong(List<String> faults) implements Reading {
      public Wrong {
        faults = List.copyOf(faults);
      }
    }
  }

  /** Reads the bytes of a file of that name. */
  public static Reading read(String name, byte[] content) {
    if (content.length > MAX_BYTES) {
      return new Reading.Wrong(List.of(name + ": files of cases are at most 8 MB"));
    }
    try {
      return new CaseFileReader(name, JsonReader.readDocument(content)).read();
    } catch (JsonException e) {
      String place = name + ":" + e.line() + ":" + e.column();
      return new Reading.Wrong(List.of(place + ": not valid JSON: " + e.getMessage()));
    }
  }

  private Reading read() {
    if (!(document.root() instanceof Json.Obj root)) {
      return new Reading.Wrong(List.of(name + ":1:1: a file of cases is a JSON object"));
    }
    known(root, "", Set.of("note", "settings", "files", "links", "cases"));
    Map<Layer, LayerText> settings = settings(root.get("settings"));
    Tree tree =
        root.has("files") || root.has("links")
            ? new Tree(texts(root, "files"), texts(root, "links"))
            : null;
    List<Case> cases = new ArrayList<>();
    if (root.get("cases") instanceof Json.Arr(List<Json> items) && !items.isEmpty()) {
      for (int i = 0; i < items.size(); i++) {
        Case one = item(items.get(i), "/cases/" + i);
        if (one != null) {
          cases.add(one);
        }
      }
    } else {
      fault("/cases", "\"cases\" must be an array of at least one case");
    }
    return faults.isEmpty()
        ? new Reading.Read(new CaseFile(name, settings, tree, cases))
        : new Reading.Wrong(faults);
  }

  private @Nullable Map<Layer, LayerText> settings(@Nullable Json value) {
    if (value == null) {
      return null;
    }
    Map<Layer, LayerText> layers = new EnumMap<>(Layer.class);
    if (!(value instanceof Json.Obj object)) {
      fault("/settings", "\"settings\" must be an object of layers");
      return layers;
    }
    for (Map.Entry<String, Json> member : object.members().entrySet()) {
      String pointer = JsonDocument.pointer("/settings", member.getKey());
      Layer layer = layer(member.getKey());
      if (layer == null) {
        fault(pointer, "the layers are managed, user, project and local");
      } else if (member.getValue() instanceof Json.Str(String path)) {
        layers.put(layer, new LayerText.InFile(path));
      } else if (member.getValue() instanceof Json.Obj inline) {
        layers.put(layer, new LayerText.Inline(inline, pointer));
      } else {
        fault(pointer, "a layer is the path of a settings file, or settings");
      }
    }
    return layers;
  }

  private static @Nullable Layer layer(String name) {
    return switch (name) {
      case "managed" -> Layer.MANAGED;
      case "user" -> Layer.USER;
      case "project" -> Layer.PROJECT;
      case "local" -> Layer.LOCAL;
      default -> null;
    };
  }

  private Map<String, String> texts(Json.Obj root, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    Json value = root.get(member);
    if (value instanceof Json.Obj object && object.members().size() <= MAX_ENTRIES) {
      for (Map.Entry<String, Json> entry : object.members().entrySet()) {
        String pointer = JsonDocument.pointer("/" + member, entry.getKey());
        if (!isInside(entry.getKey())) {
          fault(pointer, "a path here is relative, without .., or begins with ~/");
        } else if (entry.getValue() instanceof Json.Str(String text)) {
          texts.put(entry.getKey(), text);
        } else {
          fault(pointer, member.equals("files") ? "a content is a string" : "a target is a string");
        }
      }
    } else if (value != null) {
      fault("/" + member, "\"" + member + "\" must be an object of paths, at most " + MAX_ENTRIES);
    }
    return texts;
  }

  private static boolean isInside(String path) {
    String rest = path.startsWith("~/") ? path.substring(2) : path;
    if (rest.isEmpty() || rest.startsWith("/") || rest.indexOf('\0') >= 0) {
      return false;
    }
    for (String component : rest.split("/", -1)) {
      if (component.equals("..") || component.equals("~")) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Case item(Json value, String pointer) {
    if (!(value instanceof Json.Obj item)) {
      fault(pointer, "a case is an object");
      return null;
    }
    known(
        item,
        pointer,
        Set.of("name", "note", "command", "tool", "input", "expect", "because", "mode", "cwd"));
    int before = faults.size();
    ToolCall call = call(item, pointer);
    Verdict expect = verdict(text(item, pointer, "expect"), pointer);
    String modeName = text(item, pointer, "mode");
    PermissionMode mode = modeName == null ? null : PermissionMode.ofWire(modeName).orElse(null);
    if (modeName != null && mode == null) {
      fault(pointer + "/mode", "there is no mode \"" + modeName + "\"");
    }
    String cwd = text(item, pointer, "cwd");
    if (cwd != null && !isInside(cwd)) {
      fault(pointer + "/cwd", "the folder of a case is relative to the project, without ..");
    }
    String given = text(item, pointer, "name");
    String because = text(item, pointer, "because");
    text(item, pointer, "note");
    if (faults.size() > before || expect == null) {
      return null;
    }
    String named = given == null ? named(call) : given;
    int line = document.place(pointer).line();
    return new Case(named, line, call, mode, expect, because, cwd == null ? "" : cwd);
  }

  /** The name of a case that has none: its command, or its tool and input. */
  private static String named(ToolCall call) {
    return call.input()
        .string("command")
        .orElseGet(() -> call.name() + " " + JsonWriter.write(call.input()));
  }

  private ToolCall call(Json.Obj item, String pointer) {
    String command = text(item, pointer, "command");
    String tool = text(item, pointer, "tool");
    if (command == null && tool == null) {
      fault(pointer, "a case needs \"command\" or \"tool\"");
    } else if (command != null && (tool != null || item.has("input"))) {
      fault(pointer, "a case has \"command\", or \"tool\" and \"input\"");
    }
    if (tool != null) {
      Json input = item.get("input");
      if (input != null && !(input instanceof Json.Obj)) {
        fault(pointer + "/input", "\"input\" must be an object");
      }
      return new ToolCall("", tool, input instanceof Json.Obj object ? object : Json.Obj.EMPTY);
    }
    return new ToolCall("", "Bash", Json.Obj.builder().put("command", command).build());
  }

  private @Nullable Verdict verdict(@Nullable String word, String pointer) {
    return switch (word) {
      case "auto" -> Verdict.ALLOW;
      case "ask" -> Verdict.ASK;
      case "deny" -> Verdict.DENY;
      case null, default -> {
        fault(pointer + "/expect", "\"expect\" must be auto, ask or deny");
        yield null;
      }
    };
  }

  private @Nullable String text(Json.Obj item, String pointer, String member) {
    Json value = item.get(member);
    if (value == null) {
      return null;
    }
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    fault(pointer + "/" + member, "\"" + member + "\" must be a string");
    return null;
  }

  private void known(Json.Obj object, String pointer, Set<String> names) {
    for (String member : object.members().keySet()) {
      if (!names.contains(member)) {
        List<String> sorted = names.stream().sorted().toList();
        fault(
            JsonDocument.pointer(pointer, member),
            "unknown member \"" + member + "\"; there are " + String.join(", ", sorted));
      }
    }
  }

  private void fault(String pointer, String what) {
    Place place = document.place(pointer);
    faults.add(name + ":" + place.line() + ":" + place.column() + ": " + what);
  }
}
