package dev.muster.transcript;

import dev.muster.json.Json;
import dev.muster.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a session file: it says that Muster wrote the file, and whose session it is.
 *
 * @param cwd the folder that the session works in
 * @param version the version of Muster that began it
 * @param forkedFrom the id of the session that it was forked from, or {@code null}
 */
record SessionHeader(
    String sessionId, String cwd, Instant createdAt, String version, @Nullable String forkedFrom) {

  /** Raised when a file of a later form cannot be read by this program any more. */
  static final int FORMAT = 1;

  /** How every session file of ours begins. */
  private static final byte[] START =
      "{\"type\":\"muster-session\",\"format\":".getBytes(StandardCharsets.UTF_8);

  /** The line, without its end. */
  byte[] encode() {
    return JsonWriter.bytes(
        Json.Obj.builder()
            .put("type", "muster-session")
            .put("format", FORMAT)
            .put("sessionId", sessionId)
            .put("cwd", cwd)
            .put("createdAt", IsoTime.format(createdAt))
            .put("version", version)
            .put("forkedFrom", forkedFrom)
            .build());
  }

  /** The header in a whole line; empty when it is anything else, or of another format. */
  static Optional<SessionHeader> decode(byte[] line, int length) {
    if (!isOurs(line, length)) {
      return Optional.empty();
    }
    try {
      LineScanner scanner = new LineScanner();
      scanner.reset(line, 0, length);
      Json.Obj object = scanner.object();
      if (!scanner.isAtEnd() || object.whole("format").orElse(0) != FORMAT) {
        return Optional.empty();
      }
      Optional<String> id = object.string("sessionId");
      Optional<String> cwd = object.string("cwd");
      Optional<String> created = object.string("createdAt");
      if (id.isEmpty() || cwd.isEmpty() || created.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(
          new SessionHeader(
              id.get(),
              cwd.get(),
              IsoTime.parse(created.get()),
              object.string("version").orElse(""),
              object.string("forkedFrom").orElse(null)));
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Whether bytes begin like a file of ours, of whatever format, perhaps cut short. */
  static boolean isOurs(byte[] bytes, int length) {
    if (length < START.length) {
      return false;
    }
    for (int i = 0; i < START.length; i++) {
      if (bytes[i] != START[i]) {
        return false;
      }
    }
    return true;
  }
}
