package dev.muster.trust;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes one member of the {@code permissions} of a settings file, in the file's own layout. */
final class SettingsEdit {

  private static final String PERMISSIONS = "permissions";

  private final Json.Obj root;
  private final byte @Nullable [] content;

  /** Edits a content that was read as this object; {@code null} and an empty one are a new file. */
  SettingsEdit(Json.Obj root, byte @Nullable [] content) {
    this.root = root;
    this.content = content;
  }

  /** The content with that member. */
  byte[] with(String key, Json value) throws MemberScan.Malformed, JsonException {
    Json.Obj block = root.object(PERMISSIONS).orElse(Json.Obj.EMPTY).with(key, value);
    Json.Obj wanted = root.with(PERMISSIONS, block);
    byte[] old = content;
    if (old == null || root.members().isEmpty()) {
      return whole(wanted);
    }
    byte[] edited = edited(old, block, key, value);
    // the layout is not worth a wrong word in the file
    return JsonReader.readObject(edited).equals(wanted) ? edited : whole(wanted);
  }

  private static byte[] whole(Json.Obj wanted) {
    return (JsonWriter.pretty(wanted).stripTrailing() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] edited(byte[] old, Json.Obj block, String key, Json value)
      throws MemberScan.Malformed {
    MemberScan scan = new MemberScan(old);
    MemberScan.Found permissions = scan.find(scan.root(), PERMISSIONS);
    String unit = unit(old, permissions);
    if (permissions.isAbsent() || !scan.isObject(permissions.start())) {
      return scan.with(permissions, PERMISSIONS, written(block, unit, 1));
    }
    MemberScan.Found member = scan.find(permissions.start(), key);
    if (member.firstName() < 0) {
      return scan.with(permissions, PERMISSIONS, written(block, unit, 1));
    }
    return scan.with(member, key, written(value, unit, 2));
  }

  /** What stands before the first member of the root; nothing where all is on one line. */
  private static String unit(byte[] old, MemberScan.Found inRoot) {
    String before =
        new String(
            old,
            inRoot.open() + 1,
            inRoot.firstName() - inRoot.open() - 1,
            StandardCharsets.ISO_8859_1);
    int line = before.lastIndexOf('\n');
    return line < 0 ? "" : before.substring(line + 1);
  }

  /** A value whose first line stands at that depth. */
  private static String written(Json value, String unit, int depth) {
    if (unit.isEmpty()) {
      return JsonWriter.write(value);
    }
    String inner = "\n" + unit.repeat(depth + 1);
    String close = "\n" + unit.repeat(depth);
    StringBuilder text = new StringBuilder();
    if (value instanceof Json.Arr(List<Json> items) && !items.isEmpty()) {
      text.append('[');
      for (Json item : items) {
        text.append(text.length() > 1 ? "," : "").append(inner).append(JsonWriter.write(item));
      }
      return text.append(close).append(']').toString();
    }
    if (value instanceof Json.Obj object && !object.members().isEmpty()) {
      text.append('{');
      object
          .members()
          .forEach((name, member) ->
              text.append(text.length() > 1 ? "," : "")
                  .append(inner)
                  .append(JsonWriter.write(new Json.Str(name)))
                  .append(": ")
                  .append(written(member, unit, depth + 1)));
      return text.append(close).append('}').toString();
    }
    return JsonWriter.write(value);
  }
}
