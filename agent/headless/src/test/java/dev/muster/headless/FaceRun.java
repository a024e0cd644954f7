package dev.muster.headless;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.json.JsonException;
import dev.muster.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** One run of the face over a fake agent, with everything that it wrote. */
final class FaceRun {

  private static final long PATIENCE_SECONDS = 10;

  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final HeadlessFace face;
  private final Watched out = new Watched();
  private final CompletableFuture<FakeAgent> agent = new CompletableFuture<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private OutputStream host = OutputStream.nullOutputStream();

  private FaceRun(HeadlessOptions options, InputStream in, FakeAgent.Script script) {
    AtomicInteger ids = new AtomicInteger();
    face =
        new HeadlessFace(
            options,
            new HeadlessFace.Streams(
                in, new StandardOutput(out), new PrintStream(err, true, StandardCharsets.UTF_8)),
            (host, events, asker) -> {
              FakeAgent opened = new FakeAgent(host, events, asker, script);
              agent.complete(opened);
              return opened;
            },
            () -> "u-" + ids.incrementAndGet(),
            InstantSource.fixed(FakeAgent.AT));
  }

  static HeadlessOptions options(OutputFormat output) {
    return new HeadlessOptions(
        output, InputFormat.TEXT, true, false, false, false, false, "0.1.0", List.of());
  }

  static HeadlessOptions host() {
    return new HeadlessOptions(
        OutputFormat.STREAM_JSON,
        InputFormat.STREAM_JSON,
        true,
        false,
        false,
        true,
        false,
        "0.1.0",
        List.of(new HeadlessOptions.ModelChoice("opus", "Opus", "The large one")));
  }

  /** A run to its end, with that prompt and standard input. */
  static FaceRun of(HeadlessOptions options, String prompt, String stdin, FakeAgent.Script script) {
    InputStream in = new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8));
    FaceRun run = new FaceRun(options, in, script);
    run.exit.complete(run.face.run(prompt));
    return run;
  }

  /** A run in the background, driven through {@link #send}. */
  static FaceRun live(HeadlessOptions options, FakeAgent.Script script) throws IOException {
    PipedInputStream in = new PipedInputStream(1 << 16);
    PipedOutputStream host = new PipedOutputStream(in);
    FaceRun run = new FaceRun(options, in, script);
    run.host = host;
    Thread.ofPlatform().daemon().start(() -> run.exit.complete(run.face.run("")));
    return run;
  }

  void send(String line) throws IOException {
    host.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
    host.flush();
  }

  void closeInput() throws IOException {
    host.close();
  }

  void breakOutput() {
    out.broken = true;
  }

  FakeAgent agent() throws Exception {
    return agent.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  boolean opened() {
    return agent.isDone();
  }

  int exit() throws Exception {
    return exit.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String stdout() {
    return out.text();
  }

  String stderr() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<Json.Obj> messages() {
    List<Json.Obj> messages = new ArrayList<>();
    for (String line : stdout().lines().toList()) {
      messages.add(json(line));
    }
    return messages;
  }

  /** Waits for a message and gives it. */
  Json.Obj await(Predicate<Json.Obj> wanted) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (out) {
      while (true) {
        for (Json.Obj message : messages()) {
          if (wanted.test(message)) {
            return message;
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        assertThat(left).as("waited in vain; so far:%n%s%n%s", stdout(), stderr()).isPositive();
        out.wait(left);
      }
    }
  }

  Json.Obj response(String requestId) throws InterruptedException {
    return await(m ->
            type(m).equals("control_response")
                && m.object("response")
                    .orElseThrow()
                    .string("request_id")
                    .orElse("")
                    .equals(requestId))
        .object("response")
        .orElseThrow();
  }

  List<Json.Obj> results() {
    return messages().stream().filter(m -> type(m).equals("result")).toList();
  }

  static String type(Json.Obj message) {
    return message.string("type").orElse("");
  }

  static Json.Obj json(String text) {
    try {
      return JsonReader.readObject(text);
    } catch (JsonException e) {
      throw new AssertionError(text, e);
    }
  }

  /** Standard output that can break and can be waited for. */
  private static final class Watched extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private volatile boolean broken;

    @Override
    public synchronized void write(int b) throws IOException {
      check();
      bytes.write(b);
    }

    @Override
    public synchronized void write(byte[] more, int offset, int length) throws IOException {
      check();
      bytes.write(more, offset, length);
      notifyAll();
    }

    private void check() throws IOException {
      if (broken) {
        throw new IOException("Broken pipe");
      }
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
