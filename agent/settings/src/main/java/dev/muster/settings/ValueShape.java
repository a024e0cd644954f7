package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import dev.muster.json.NearestName;
import dev.muster.protocol.PermissionMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the value of each key must look like. */
final class ValueShape {

  private static final List<String> EFFORTS = List.of("low", "medium", "high", "xhigh", "max");

  private ValueShape() {}

  /** What the value should have been, or {@code null} when it is right. */
  static @Nullable String wrong(KeySpec key, Json value) {
    String byType =
        switch (key.type()) {
          case BOOLEAN -> value instanceof Json.Bool ? null : "true or false";
          case INTEGER ->
              value instanceof Json.Num n && n.whole().isPresent() ? null : "a whole number";
          case NUMBER -> value instanceof Json.Num ? null : "a number";
          case STRING -> value instanceof Json.Str ? null : "a string";
          case DISABLE -> isText(value, "disable") ? null : "\"disable\"";
          case STRINGS -> badItem(value) == -1 ? null : "a list of strings that are not empty";
          case LIST -> value instanceof Json.Arr ? null : "a list";
          case MEMBERS, GROUP -> value instanceof Json.Obj ? null : "an object";
          case WHOLE -> null;
        };
    return byType != null ? byType : byName(key.name(), value);
  }

  /** The pointer of the part that is to blame: the item of a list, else the value. */
  static String blame(KeySpec key, Json value, String pointer) {
    if (key.type() == KeySpec.Type.STRINGS) {
      int item = badItem(value);
      return item < 0 ? pointer : JsonDocument.pointer(pointer, Integer.toString(item));
    }
    return pointer;
  }

  /** The index of the first item that is not a text; -1 when there is none, -2 when no list. */
  private static int badItem(Json value) {
    if (!(value instanceof Json.Arr(List<Json> items))) {
      return -2;
    }
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Json.Str(String text)) || text.isBlank()) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String byName(String name, Json value) {
    return switch (name) {
      case "cleanupPeriodDays" -> atLeastOne(value) ? null : "1 or more days";
      case "sandbox.network.httpProxyPort", "sandbox.network.socksProxyPort" ->
          atLeastOne(value) ? null : "a port number";
      case "model", "apiKeyHelper", "awsAuthRefresh", "awsCredentialExport", "gcpAuthRefresh" ->
          isBlank(value) ? "a string that is not empty" : null;
      case "effortLevel" -> oneOf(value, EFFORTS);
      case "forceLoginMethod" -> oneOf(value, List.of("claudeai", "console", "gateway"));
      case "permissions.defaultMode" -> oneOf(value, modes());
      case "fallbackModel", "forceLoginOrgUUID" ->
          value instanceof Json.Str || badItem(value) == -1
              ? null
              : "a string or a list of strings";
      case "requiredMinimumVersion", "requiredMaximumVersion" ->
          value instanceof Json.Str(String text) && Version.parse(text).isPresent()
              ? null
              : "a version such as \"2.1.0\"";
      case "env" -> environment(value);
      default -> null;
    };
  }

  private static boolean atLeastOne(Json value) {
    OptionalLong number = value instanceof Json.Num n ? n.whole() : OptionalLong.empty();
    return number.isPresent() && number.getAsLong() >= 1;
  }

  private static boolean isBlank(Json value) {
    return value instanceof Json.Str(String text) && text.isBlank();
  }

  private static boolean isText(Json value, String wanted) {
    return value instanceof Json.Str(String text) && text.equals(wanted);
  }

  private static @Nullable String oneOf(Json value, List<String> words) {
    if (value instanceof Json.Str(String text)) {
      return words.contains(text)
          ? null
          : "one of " + String.join(", ", words) + NearestName.hint(text, words);
    }
    return "one of " + String.join(", ", words);
  }

  private static List<String> modes() {
    List<String> modes = new ArrayList<>();
    for (PermissionMode mode : PermissionMode.values()) {
      modes.add(mode.wireName());
    }
    modes.add("manual");
    modes.add("auto");
    modes.add("delegate");
    return modes;
  }

  private static @Nullable String environment(Json value) {
    if (value instanceof Json.Obj(Map<String, Json> members)) {
      for (Map.Entry<String, Json> variable : members.entrySet()) {
        String name = variable.getKey();
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
          return "an object of variables; \"" + name + "\" cannot be the name of one";
        }
        String text = text(variable.getValue());
        if (text == null || text.indexOf('\0') >= 0) {
          return "an object of texts; the value of \"" + name + "\" is not one";
        }
      }
    }
    return null;
  }

  /** The text that a value is in the environment: numbers and booleans as they are written. */
  static @Nullable String text(Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    if (value instanceof Json.Num(String literal)) {
      return literal;
    }
    return value instanceof Json.Bool(boolean truth) ? Boolean.toString(truth) : null;
  }
}
