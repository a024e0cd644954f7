package dev.muster.workspace;

import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs programs for tests, with nothing but what the port promises. */
public final class LocalRunner implements ProcessRunner {

  @Override
  public ProcessResult run(ProcessRequest request) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(request.argv()).directory(request.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(request.environment());
    Process process = builder.start();
    process.getOutputStream().close();
    CompletableFuture<byte[]> stderr = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> stderr.complete(all(process.getErrorStream())));
    byte[] stdout = all(process.getInputStream());
    boolean ended = process.waitFor(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    int kept = Math.min(stdout.length, request.maxOutputBytes());
    return new ProcessResult(
        ended ? process.exitValue() : -1,
        new String(stdout, 0, kept, StandardCharsets.UTF_8),
        new String(stderr.join(), StandardCharsets.UTF_8),
        !ended,
        kept < stdout.length);
  }

  private static byte[] all(InputStream stream) {
    try (stream) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a command and returns its exit code. */
  public static int sh(java.nio.file.Path folder, String... argv) {
    try {
      return new ProcessBuilder(argv)
          .directory(folder.toFile())
          .redirectInput(new java.io.File("/dev/null"))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
