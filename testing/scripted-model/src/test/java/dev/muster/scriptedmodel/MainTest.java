package dev.muster.scriptedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.scriptedmodel.node.NodeReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a program of its own. */
class MainTest {

  @TempDir Path folder;

  private static Process start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("dev.muster.scriptedmodel.Main");
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  private static String ask(String url, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/v1/messages"))
            .header("anthropic-version", "2023-06-01")
            .header("x-api-key", "key")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  private static String listening(Process process) throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    assertThat(line).startsWith("listening on http://127.0.0.1:");
    return line.substring("listening on ".length());
  }

  @Test
  void servesUntilItsInputEndsAndTellsOfBrokenRules() throws Exception {
    Path script = folder.resolve("script.json");
    Path log = folder.resolve("log");
    Files.writeString(script, "{\"turns\": [{\"answer\": \"I am ${who}\"}]}");
    Process process =
        start(
            "--script",
            script.toString(),
            "--log",
            log.toString(),
            "--set",
            "who=nobody",
            "--until-stdin-closes");
    try {
      String url = listening(process);
      assertThat(ask(url, Requests.user("hi").without("stream").json())).contains("I am nobody");
      assertThat(ask(url, Requests.user("hi").without("max_tokens").json())).contains("max_tokens");
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(3);
      assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("request 2, MAX_TOKENS: max_tokens: must be a whole number greater than 0\n");
      List<String> lines = Files.readAllLines(log);
      assertThat(lines).hasSize(2);
      assertThat(NodeReader.readObject(lines.getFirst()).text("turn")).isEqualTo("turn 1");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void unpacksAndServesTheDemo() throws Exception {
    Path shop = folder.resolve("shop");
    Process process = start("--demo", shop.toString(), "--until-stdin-closes");
    try {
      String url = listening(process);
      assertThat(shop.resolve("price.sh")).exists();
      assertThat(ask(url, Requests.user("hi").without("stream").json()))
          .contains(shop.resolve("price.sh").toString());
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesWrongArguments() throws Exception {
    Process process = start("--script");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    Process absent = start("--script", folder.resolve("none.json").toString());
    assertThat(absent.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(absent.exitValue()).isEqualTo(1);
  }
}
