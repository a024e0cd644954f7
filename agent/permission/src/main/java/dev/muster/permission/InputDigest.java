package dev.muster.permission;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import dev.muster.model.ToolCall;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of a tool's name and its input, the members of every object in order of name. */
final class InputDigest {

  private InputDigest() {}

  static String of(ToolCall call) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(call.name().getBytes(StandardCharsets.UTF_8));
      sha256.update((byte) 0);
      return HexFormat.of().formatHex(sha256.digest(JsonWriter.bytes(canonical(call.input()))));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static Json canonical(Json value) {
    return switch (value) {
      case Json.Obj object -> {
        Map<String, Json> sorted = new TreeMap<>();
        object.members().forEach((name, member) -> sorted.put(name, canonical(member)));
        yield new Json.Obj(sorted);
      }
      case Json.Arr array ->
          new Json.Arr(array.items().stream().map(InputDigest::canonical).toList());
      case Json.Str text -> text;
      case Json.Num number -> number;
      case Json.Bool bool -> bool;
      case Json.Null none -> none;
    };
  }
}
