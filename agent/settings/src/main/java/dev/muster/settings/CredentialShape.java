package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.json.JsonDocument;
import java.util.List;

/** Checks the lists of credentials that confined commands must not see. */
final class CredentialShape {

  private static final List<String> MODES = List.of("deny", "mask");

  private CredentialShape() {}

  static void check(KeySpec key, Json value, String pointer, SourceReader reader) {
    boolean files = key.name().equals("sandbox.credentials.files");
    if (!files && !key.name().equals("sandbox.credentials.envVars")) {
      return;
    }
    if (value instanceof Json.Arr(List<Json> items)) {
      for (int i = 0; i < items.size(); i++) {
        String wrong = wrong(items.get(i), files);
        if (!wrong.isEmpty()) {
          reader.fault(
              JsonDocument.pointer(pointer, Integer.toString(i)),
              "each item of \"" + key.name() + "\" must have " + wrong);
        }
      }
    }
  }

  private static String wrong(Json item, boolean files) {
    if (!(item instanceof Json.Obj entry)) {
      return files ? "a \"path\" and a \"mode\"" : "a \"name\" and a \"mode\"";
    }
    if (files && entry.string("path").orElse("").isBlank()) {
      return "a \"path\" that is not empty";
    }
    if (!files && !isVariable(entry.string("name").orElse(""))) {
      return "a \"name\" of letters, digits and underscores";
    }
    return MODES.contains(entry.string("mode").orElse(""))
        ? ""
        : "a \"mode\" of \"deny\" or \"mask\"";
  }

  private static boolean isVariable(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && (i == 0 || c < '0' || c > '9')) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
