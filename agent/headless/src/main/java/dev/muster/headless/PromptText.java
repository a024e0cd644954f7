package dev.muster.headless;

import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Puts the prompt together: the argument, a newline, and what stands on standard input. */
final class PromptText {

  /** The most that is read from standard input. */
  static final int MAX_STDIN = 10 * 1024 * 1024;

  private final InputStream in;
  private final Duration patience;
  private final Consumer<String> err;

  /**
   * Reads from {@code in}.
   *
   * @param patience how long to wait for the first byte when there is an argument already: a pipe
   *     that nobody closes must not hold the run up for ever
   */
  PromptText(InputStream in, Duration patience, Consumer<String> err) {
    this.in = in;
    this.patience = patience;
    this.err = err;
  }

  /**
   * The whole prompt; blank when there is none.
   *
   * @throws ProblemException when standard input holds too much
   */
  String read(String argument) throws InterruptedException {
    CompletableFuture<Boolean> began = new CompletableFuture<>();
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("stdin").start(() -> readAll(began, all));
    byte[] bytes;
    try {
      if (!argument.isBlank()) {
        began.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      }
      bytes = all.get();
    } catch (TimeoutException nothing) {
      err.accept(
          "warning: nothing came on standard input for "
              + patience.toSeconds()
              + " s; going on without it. Redirect it (< /dev/null) to save the wait");
      return argument;
    } catch (ExecutionException unreadable) {
      return argument; // a closed standard input, as some schedulers start programs with
    }
    if (bytes.length > MAX_STDIN) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_INPUT_MESSAGE,
              "Standard input holds more than 10 MB",
              "Put it into a file and name the file in the prompt"));
    }
    String piped = new String(bytes, StandardCharsets.UTF_8);
    if (argument.isBlank()) {
      return piped;
    }
    return piped.isEmpty() ? argument : argument + "\n" + piped;
  }

  private void readAll(CompletableFuture<Boolean> began, CompletableFuture<byte[]> all) {
    try {
      byte[] first = in.readNBytes(1);
      began.complete(true);
      byte[] rest = first.length == 0 ? first : in.readNBytes(MAX_STDIN);
      byte[] whole = new byte[first.length + rest.length];
      System.arraycopy(first, 0, whole, 0, first.length);
      System.arraycopy(rest, 0, whole, first.length, rest.length);
      all.complete(whole);
    } catch (IOException unreadable) {
      began.complete(false);
      all.completeExceptionally(unreadable);
    }
  }
}
