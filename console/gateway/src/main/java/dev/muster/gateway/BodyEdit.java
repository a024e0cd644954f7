package dev.muster.gateway;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import dev.muster.pricing.RawRequest;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A request's body with top-level members taken out and put in; all others stay as they are, byte
 * for byte. For use by one thread.
 */
final class BodyEdit {

  private final byte[] body;
  private final RawRequest raw;
  private final Map<String, Json> added = new LinkedHashMap<>();
  private Predicate<String> kept = name -> true;

  BodyEdit(byte[] body, RawRequest raw) {
    this.body = body;
    this.raw = raw;
  }

  /** Takes members out. */
  BodyEdit without(String... names) {
    Set<String> dropped = Set.of(names);
    kept = kept.and(name -> !dropped.contains(name));
    return this;
  }

  /** Takes all but these members out. */
  BodyEdit only(Set<String> names) {
    kept = kept.and(names::contains);
    return this;
  }

  /** Puts a member in, in place of one of that name. */
  BodyEdit with(String name, Json value) {
    added.put(name, value);
    return this;
  }

  /** The value of a member of the body as it came, or {@code null}. */
  @Nullable Json value(String name) {
    for (RawRequest.Member member : raw.members()) {
      if (member.name().equals(name)) {
        byte[] object = new byte[member.to() - member.from() + 2];
        object[0] = '{';
        System.arraycopy(body, member.from(), object, 1, object.length - 2);
        object[object.length - 1] = '}';
        try {
          return JsonReader.readObject(object).get(name);
        } catch (JsonException notStrict) {
          return null;
        }
      }
    }
    return null;
  }

  /** The body as it now is. */
  Body body() {
    return new Body(bytes());
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 200);
    out.write('{');
    boolean comma = false;
    for (Map.Entry<String, Json> member : added.entrySet()) {
      if (comma) {
        out.write(',');
      }
      comma = true;
      out.writeBytes(JsonWriter.bytes(new Json.Str(member.getKey())));
      out.write(':');
      out.writeBytes(JsonWriter.bytes(member.getValue()));
    }
    for (RawRequest.Member member : raw.members()) {
      if (!kept.test(member.name()) || added.containsKey(member.name())) {
        continue;
      }
      if (comma) {
        out.write(',');
      }
      comma = true;
      out.write(body, member.from(), member.to() - member.from());
    }
    out.write('}');
    return out.toByteArray();
  }
}
