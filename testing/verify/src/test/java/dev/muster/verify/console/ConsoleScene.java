package dev.muster.verify.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.muster.scriptedmodel.ScriptedModel;
import dev.muster.scriptedmodel.node.Node;
import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import dev.muster.scriptedmodel.script.Policing;
import dev.muster.scriptedmodel.script.Script;
import dev.muster.testkit.ProgramRun;
import dev.muster.testkit.RunningProgram;
import dev.muster.verify.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder, a scripted model, and the packaged console in front of it. The folder may be entered by
 * the account that the database runs as. For one thread, except for {@link #send}.
 */
final class ConsoleScene implements AutoCloseable {

  static final Path ROOT = Checkout.ROOT;

  /** The secret with which the console enters the model; must be seen nowhere. */
  static final String CANARY = "sk-ant-canary-7c1f0b2d9e";

  /** Where PostgreSQL's programs are unpacked once for all scenes of this user, and stay. */
  private static final Path PROGRAMS =
      Path.of(
          System.getProperty("java.io.tmpdir"),
          "muster-test-postgresql-" + System.getProperty("user.name"));

  private final Path folder;
  private final ScriptedModel model;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private @Nullable RunningProgram console;
  private String url = "";
  private String listen = "\"port\": 0";

  private ConsoleScene(Path folder, ScriptedModel model) {
    this.folder = folder;
    this.model = model;
    environment.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put("HOME", folder.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("UPSTREAM_KEY", CANARY);
    environment.put("MUSTER_CONSOLE_DATA", data().toString());
  }

  /** A scene whose console has not been started. */
  static ConsoleScene of(Script script) {
    assumeTrue(
        Files.exists(ROOT.resolve("console/server/target/app/complete")),
        "the console is not packaged; ./build does that");
    try {
      Path folder = Files.createTempDirectory("muster-console-");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      Policing loose = new Policing(true, true, false);
      ConsoleScene scene =
          new ConsoleScene(folder.toRealPath(), ScriptedModel.start(script.policing(loose)));
      scene.configure("");
      return scene;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  Path data() {
    return folder.resolve("data");
  }

  ScriptedModel model() {
    return model;
  }

  /** The console's address. */
  String url() {
    return url;
  }

  /** Writes the configuration, with more settings at its end. */
  void configure(String more) {
    write(
        folder.resolve("console.json"),
        """
        {
          // one upstream: the scripted model
          "listen": { %s },
          "database": { "programs": "%s" },
          "upstreams": [
            { "kind": "messages-url", "name": "scripted", "url": "%s",
              "key": { "env": "UPSTREAM_KEY" } },
          ],
          %s
        }
        """
            .formatted(listen, PROGRAMS, model.url(), more));
  }

  /** Writes the configuration with other members of {@code listen}. */
  void listen(String members) {
    listen = members;
    configure("");
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run of {@code muster}. */
  ProgramRun muster(String... words) {
    return ProgramRun.of(ROOT.resolve("muster").toString())
        .shownAs("muster")
        .in(folder)
        .environment(environment)
        .timeout(Duration.ofSeconds(60))
        .with(words);
  }

  /** A run of {@code muster console up}, not started. */
  ProgramRun up(String... more) {
    return muster("console", "up", "--config", folder.resolve("console.json").toString())
        .with(more)
        .timeout(Duration.ofSeconds(120));
  }

  /** Starts the console and waits until it listens. */
  RunningProgram start(String... more) {
    RunningProgram started = up(more).start();
    console = started;
    started.awaitOutput("upstreams");
    String said = started.output();
    int at = said.indexOf("listens on ") + "listens on ".length();
    url = said.substring(at, said.indexOf('\n', at));
    return started;
  }

  RunningProgram console() {
    RunningProgram running = console;
    if (running == null) {
      throw new IllegalStateException("the console was not started");
    }
    return running;
  }

  /** Kills the console as a crash would, and waits until it is gone. */
  void kill() {
    console().signal("KILL");
    ProcessHandle.of(console().pid()).ifPresent(h -> h.onExit().join());
  }

  /** Runs a command of the console to its end. */
  ProgramRun.Result command(String... words) {
    return muster("console").with(words).run();
  }

  /** Runs a command that must succeed, and reads its JSON. */
  Node.Obj json(String... words) {
    ProgramRun.Result result = muster("console").with(words).with("--json").run();
    assertThat(result.exitCode()).as(result.text()).isZero();
    return read(result.stdout());
  }

  static Node.Obj read(String text) {
    try {
      return NodeReader.readObject(text);
    } catch (NodeException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** The organisation; the administrator's key. */
  String init() {
    return json("init", "--org", "Acme", "--admin", "ada@acme.example")
        .at("admin_key")
        .at("key")
        .text();
  }

  /** A new workspace and a key in it; the key. */
  String key(String workspace) {
    json("workspace", "create", "--name", workspace);
    return json("key", "create", "--workspace", workspace, "--name", "first").at("key").text();
  }

  /** Asks administration. */
  HttpResponse<String> admin(String key, String method, String path) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("x-api-key", key)
            .header("anthropic-version", "2023-06-01")
            .build());
  }

  /** What administration answers to a question, which must succeed. */
  Node.Obj ask(String key, String path) {
    HttpResponse<String> answer = admin(key, "GET", path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return read(answer.body());
  }

  /** A request for a message. */
  HttpRequest message(String key, String model, int maxTokens, boolean stream) {
    return HttpRequest.newBuilder(URI.create(url + "/v1/messages"))
        .POST(
            HttpRequest.BodyPublishers.ofString(
                """
                {"model":"%s","max_tokens":%d,"stream":%s,"messages":[{"role":"user","content":"hello"}]}\
                """
                    .formatted(model, maxTokens, stream)))
        .header("x-api-key", key)
        .header("anthropic-version", "2023-06-01")
        .header("content-type", "application/json")
        .timeout(Duration.ofSeconds(60))
        .build();
  }

  /** Sends a request to its end. */
  HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Waits until something holds, asking ten times a second. */
  static void await(String what, Duration most, BooleanSupplier holds) {
    long deadline = System.nanoTime() + most.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + most + ": " + what);
      }
      LockSupport.parkNanos(100_000_000L);
    }
  }

  /** The process id of the database server, as it says itself. */
  long databasePid() {
    try {
      return Long.parseLong(
          Files.readAllLines(data().resolve("postgres/data/postmaster.pid")).getFirst());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every text file below the data folder that is not the database's own. */
  List<Path> filesOfData() {
    try (Stream<Path> walk = Files.walk(data())) {
      return new ArrayList<>(
          walk.filter(Files::isRegularFile)
              .filter(f -> !f.toString().endsWith("/secret"))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a file's bytes hold a text. */
  static boolean holds(Path file, String text) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
  }

  /** Tells the console to stop, and waits until it has. */
  void stop() {
    RunningProgram running = console;
    if (running != null) {
      running.signal("TERM");
      ProcessHandle.of(running.pid()).ifPresent(h -> h.onExit().join());
      running.close();
      console = null;
    }
  }

  @Override
  public void close() {
    stop();
    model.close();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException busy) {
      System.err.println("left behind: " + folder);
    }
  }
}
