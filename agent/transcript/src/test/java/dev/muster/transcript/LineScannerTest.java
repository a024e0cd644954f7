package dev.muster.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import dev.muster.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner against the library that everything else is read with. */
class LineScannerTest {

  private static Optional<Json> scanned(byte[] bytes) {
    LineScanner scanner = new LineScanner();
    // surroundings that must not matter
    byte[] wider = new byte[bytes.length + 6];
    Arrays.fill(wider, (byte) '"');
    System.arraycopy(bytes, 0, wider, 3, bytes.length);
    scanner.reset(wider, 3, bytes.length);
    try {
      Json value = scanner.value();
      return scanner.isAtEnd() ? Optional.of(value) : Optional.empty();
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static boolean skipped(byte[] bytes) {
    LineScanner scanner = new LineScanner();
    scanner.reset(bytes, 0, bytes.length);
    try {
      scanner.skip();
      return scanner.isAtEnd();
    } catch (IllegalArgumentException damaged) {
      return false;
    }
  }

  @Test
  void readsWhatTheLibraryReads() throws JsonException {
    Random random = new Random(11);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = JsonWriter.bytes(value(random, 4));
      assertThat(scanned(bytes)).contains(JsonReader.read(bytes));
      assertThat(skipped(bytes)).isTrue();
    }
  }

  @Test
  void acceptsNothingThatTheLibraryRefuses() {
    Random random = new Random(12);
    String alphabet = "{}[]\",:\\utnfalse0123.-+eE \tau00dD";
    int accepted = 0;
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = JsonWriter.bytes(value(random, 2));
      for (int k = random.nextInt(4); k > 0 && bytes.length > 0; k--) {
        bytes[random.nextInt(bytes.length)] =
            (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      Optional<Json> ours = scanned(bytes);
      // halves of characters become replacement characters here, and stay what they are there
      if (ours.isPresent() && !ours.toString().contains("\uFFFD")) {
        accepted++;
        assertThat(library(bytes)).as(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(ours);
      }
    }
    assertThat(accepted).isGreaterThan(3_000);
  }

  /** As the library reads it; duplicate names and halves of characters are let through here. */
  private static Optional<Json> library(byte[] bytes) {
    try {
      return Optional.of(JsonReader.read(bytes));
    } catch (JsonException e) {
      boolean lenient =
          e.getMessage().contains("uplicate")
              || e.getMessage().contains("surrogate")
              || e.getMessage().contains("UTF-8");
      return lenient ? scanned(bytes) : Optional.empty();
    }
  }

  @Test
  void escapesOfEveryKind() throws JsonException {
    byte[] text =
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\ud83d\\ude42 é€🙂\""
            .getBytes(StandardCharsets.UTF_8);
    assertThat(scanned(text)).contains(new Json.Str("\"\\/\b\f\n\r\tAé€🙂 é€🙂"));
    assertThat(scanned(text)).contains(JsonReader.read(text));
    assertThat(scanned(bytes("\"\\ud83dx\\ude42\""))).contains(new Json.Str("\uFFFDx\uFFFD"));
  }

  @Test
  void isNotDeeperThanItsLimit() {
    assertThat(scanned(bytes("[".repeat(1_000) + "]".repeat(1_000)))).isPresent();
    assertThat(scanned(bytes("[".repeat(1_001) + "]".repeat(1_001)))).isEmpty();
    assertThat(scanned(bytes("[".repeat(100_000)))).isEmpty();
    assertThat(skipped(bytes("[".repeat(100_000)))).isFalse();
  }

  @Test
  void neverReadsBehindItsPart() {
    byte[] whole = bytes("{\"kind\":\"prompt\",\"x\":[1,-2.5e+3,true,null,\"a\\u0041\\n\"]}");
    for (int length = 0; length < whole.length; length++) {
      assertThat(scanned(Arrays.copyOf(whole, length))).as("%s bytes", length).isEmpty();
      assertThat(skipped(Arrays.copyOf(whole, length))).as("%s bytes", length).isFalse();
    }
  }

  @Test
  void findsKnownNamesOnly() {
    LineScanner scanner = new LineScanner();
    byte[] bytes = bytes("{\"kind\":1,\"knid\":2,\"\":3,\"k\\u0069nd\":4}");
    scanner.reset(bytes, 0, bytes.length);
    scanner.startObject();
    assertThat(scanner.nextName(true)).isEqualTo("kind");
    assertThat(scanner.whole()).isEqualTo(1);
    for (int i = 2; i <= 4; i++) {
      assertThat(scanner.nextName(false)).isEmpty();
      assertThat(scanner.whole()).isEqualTo(i);
    }
    assertThat(scanner.nextName(false)).isNull();
    assertThatThrownBy(scanner::peek).isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Json value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> Json.NULL;
      case 1 -> new Json.Bool(random.nextBoolean());
      case 2 -> Json.of(random.nextLong());
      case 3 -> new Json.Num("-0.5E-10");
      case 4, 5 -> new Json.Str(text(random));
      case 6 -> new Json.Arr(List.of(value(random, depth - 1), value(random, depth - 1)));
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          members.put(text(random), value(random, depth - 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      switch (random.nextInt(5)) {
        case 0 -> text.append("plain");
        case 1 -> text.append('"').append('\\');
        case 2 -> text.appendCodePoint(random.nextInt(0x20));
        case 3 -> text.appendCodePoint(0x80 + random.nextInt(0x700));
        default -> text.appendCodePoint(0x1F600 + random.nextInt(64));
      }
    }
    return text.toString();
  }

  @Test
  void readsWholeNumbers() {
    for (String number :
        List.of(
            "0",
            "7",
            "-1",
            "-0",
            "123456789012345678",
            "1234567890123456789",
            "-42",
            Long.toString(Long.MAX_VALUE),
            Long.toString(Long.MIN_VALUE))) {
      for (String behind : List.of(",", "}", "]", " ", "")) {
        assertThat(whole(number + behind)).hasValue(Long.parseLong(number));
      }
    }
    for (String other : List.of("", "-", "x", "1.5", "1e3", "a1", "99999999999999999999")) {
      assertThat(whole(other)).isEmpty();
    }
  }

  private static OptionalLong whole(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    LineScanner scanner = new LineScanner();
    scanner.reset(bytes, 0, bytes.length);
    try {
      return OptionalLong.of(scanner.whole());
    } catch (IllegalArgumentException damaged) {
      return OptionalLong.empty();
    }
  }
}
