package dev.muster.web;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The body of a request that changes something. A route names every field that may be written;
 * others are refused, so that nothing is set that its route did not mean to have set.
 */
record Body(Json.Obj json) {

  /** Reads a body that may have these fields alone. */
  static Body of(Call call, String... writable) {
    byte[] bytes = call.request().body();
    Json.Obj json;
    try {
      json = bytes.length == 0 ? Json.Obj.EMPTY : JsonReader.readObject(bytes);
    } catch (JsonException e) {
      throw Refusal.invalid("the body is no JSON object: " + e.getMessage());
    }
    List<String> allowed = Arrays.asList(writable);
    for (String name : json.members().keySet()) {
      if (!allowed.contains(name)) {
        throw Refusal.invalid(name + ": cannot be set here" + NearestName.hint(name, allowed));
      }
    }
    return new Body(json);
  }

  boolean has(String name) {
    return json.has(name) && !(json.get(name) instanceof Json.Null);
  }

  Optional<String> text(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        json.string(name).orElseThrow(() -> Refusal.invalid(name + ": must be a string")));
  }

  String need(String name) {
    return text(name)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> Refusal.invalid(name + ": is needed"));
  }

  Optional<Boolean> flag(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    return Optional.of(
        json.bool(name).orElseThrow(() -> Refusal.invalid(name + ": must be true or false")));
  }

  OptionalLong whole(String name) {
    if (!has(name)) {
      return OptionalLong.empty();
    }
    OptionalLong value = json.whole(name);
    if (value.isEmpty() || value.getAsLong() < 0) {
      throw Refusal.invalid(name + ": must be a whole number, 0 or more");
    }
    return value;
  }

  Json.Obj object(String name) {
    return json.object(name).orElseThrow(() -> Refusal.invalid(name + ": must be an object"));
  }

  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    if (!(json.get(name) instanceof Json.Arr(List<Json> items))) {
      throw Refusal.invalid(name + ": must be a list");
    }
    return items.stream()
        .map(item -> item instanceof Json.Str(String text) ? text : "")
        .peek(text -> {
          if (text.isBlank()) {
            throw Refusal.invalid(name + ": must be a list of strings");
          }
        })
        .toList();
  }
}
