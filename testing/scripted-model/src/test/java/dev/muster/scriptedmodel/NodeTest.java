package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** The hand-written codec, against a library's. */
class NodeTest {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** The library's tokens with their values, or why it refuses the text. */
  private static List<String> tokens(String json) {
    List<String> tokens = new ArrayList<>();
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      while (parser.nextToken() != null) {
        tokens.add(parser.currentToken() + " " + parser.getString());
      }
      return tokens;
    } catch (JacksonException e) {
      return List.of("refused");
    }
  }

  private static String ours(String json) {
    try {
      return NodeReader.read(json.getBytes(StandardCharsets.UTF_8)).json();
    } catch (NodeException e) {
      return "refused";
    }
  }

  private static final String[] PIECES = {
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    "\"a\"",
    "\"b\"",
    "1",
    "-",
    "0",
    ".5",
    "e3",
    "true",
    "null",
    " ",
    "\"\\u00e9\\n\"",
    "\"é😀\"",
    "\"\\",
    "\n",
    "fals",
    "e",
    "\"\\/\\b\\f\\t\\r\\\"\"",
    "-0",
    "1E+2"
  };

  private static String random(Random random, int depth) {
    return switch (random.nextInt(depth > 3 ? 4 : 6)) {
      case 0 -> Integer.toString(random.nextInt(2000) - 1000);
      case 1 -> random.nextBoolean() ? "true" : "null";
      case 2 -> "\"" + PIECES[random.nextInt(16)].replace("\"", "") + "\\u001f\\\\x\"";
      case 3 -> random.nextInt(100) + "." + random.nextInt(1000) + "e-" + random.nextInt(9);
      case 4 -> "[" + random(random, depth + 1) + " , " + random(random, depth + 1) + "]";
      default ->
          "{\"a\":" + random(random, depth + 1) + ",\n\"b\":" + random(random, depth + 1) + "}";
    };
  }

  @Test
  void readsAndWritesWhatALibraryReadsToo() {
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      String json = random(random, 0);
      String ours = ours(json);
      assertThat(ours).as(json).isNotEqualTo("refused");
      assertThat(tokens(ours)).as(json).isEqualTo(tokens(json));
    }
  }

  @Test
  void refusesWhatALibraryRefuses() {
    Random random = new Random(11);
    int good = 0;
    for (int i = 0; i < 40_000; i++) {
      StringBuilder json = new StringBuilder();
      for (int n = random.nextInt(7); n >= 0; n--) {
        json.append(PIECES[random.nextInt(PIECES.length)]);
      }
      List<String> theirs = tokens(json.toString());
      // The library reads several values in a row; one value is what a body is.
      boolean one = !theirs.equals(List.of("refused")) && !json.toString().isBlank();
      String ours = ours(json.toString());
      if (!one) {
        assertThat(ours).as(json.toString()).isEqualTo("refused");
      } else if (!ours.equals("refused")) {
        good++;
        assertThat(tokens(ours)).as(json.toString()).isEqualTo(theirs);
      } else {
        assertThat(ours("[" + json + "]")).as(json.toString()).isEqualTo("refused");
      }
    }
    assertThat(good).isGreaterThan(300);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "01",
        "1.",
        ".5",
        "+1",
        "\"\t\"",
        "{\"a\":1,\"a\":2}",
        "[1,]",
        "\"\\x\"",
        "\"\\u12g4\"",
        "tru",
        "1 2",
        "{\"a\" 1}",
        "\"open"
      })
  void refusesWhatIsNoJson(String text) {
    assertThat(ours(text)).isEqualTo("refused");
  }

  @Test
  void refusesBytesThatAreNotUtf8AndDepthWithoutEnd() {
    assertThatThrownBy(() -> NodeReader.read(new byte[] {'"', (byte) 0xc3, '"'}))
        .hasMessage("the text is not UTF-8");
    assertThat(ours("[".repeat(100_000))).isEqualTo("refused");
  }

  @Test
  void comparesByMeaning() throws NodeException {
    assertThat(NodeReader.read("{\"a\":1.0,\"b\":[true]}"))
        .isEqualTo(NodeReader.read("{\"b\":[true],\"a\":1}"))
        .hasSameHashCodeAs(NodeReader.read("{\"b\":[true],\"a\":1e0}"))
        .isNotEqualTo(NodeReader.read("{\"b\":[true],\"a\":2}"));
  }

  @Test
  void findsValuesByTheirPath() throws NodeException {
    Node node = NodeReader.read("{\"a\":[1,{\"b\":\"x\"}]}");
    assertThat(node.at("a/1/b").text()).isEqualTo("x");
    assertThat(node.at("a/-1/b").text()).isEqualTo("x");
    assertThatThrownBy(() -> node.at("a/2")).hasMessage("no 2 of a/2 in [1,{\"b\":\"x\"}]");
  }
}
