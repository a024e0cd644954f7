package dev.muster.provider;

import dev.muster.protocol.Confinement;
import dev.muster.protocol.ProcessRequest;
import dev.muster.protocol.ProcessResult;
import dev.muster.protocol.ProcessRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The user's command that prints a credential, the setting {@code apiKeyHelper}.
 *
 * <p>It is run by {@code /bin/sh -c} when a credential is first needed, again when the provider
 * refused what it printed, and again when that is older than {@code
 * CLAUDE_CODE_API_KEY_HELPER_TTL_MS} (five minutes unless set). Its output is one token of
 * printable ASCII, at most 16,384 characters. When a renewal for age fails, the old token stays in
 * use until the provider refuses it. Safe for use by several threads; one run serves all that wait.
 */
public final class ApiKeyHelper {

  static final String TTL_VARIABLE = "CLAUDE_CODE_API_KEY_HELPER_TTL_MS";

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final int MAX_TOKEN = 16_384;
  private static final int MAX_OUTPUT = 64 * 1024;
  private static final int MAX_EXCERPT = 300;

  private final String command;
  private final ProcessRunner runner;
  private final Path folder;
  private final Map<String, String> environment;
  private final Duration ttl;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Secret token;
  private @Nullable Instant printedAt;
  private boolean refused;

  /** What a run of the helper led to. */
  sealed interface Outcome {
    /** A token to use. */
    record Token(Secret value) implements Outcome {}

    /**
     * No token.
     *
     * @param workedBefore whether an earlier run in this process printed one, so that another try
     *     may help
     */
    record Failed(String why, boolean workedBefore) implements Outcome {}
  }

  /**
   * Takes the command without running it.
   *
   * @param command a line for the shell
   * @param environment the helper's whole environment, which also tells how long a token lasts
   * @param folder where the helper is run
   * @throws dev.muster.protocol.ProblemException when the lifetime is not a number
   */
  public ApiKeyHelper(
      String command,
      Map<String, String> environment,
      Path folder,
      ProcessRunner runner,
      InstantSource clock) {
    this.command = command;
    this.environment = Map.copyOf(environment);
    this.folder = folder;
    this.runner = runner;
    this.clock = clock;
    this.ttl = new Variables(environment).millis(TTL_VARIABLE, Duration.ofMinutes(5));
  }

  /** The token in use, or that of a new run. */
  Outcome token() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Secret known = token;
      if (known != null && !refused && !isOld()) {
        return new Outcome.Token(known);
      }
      Outcome outcome = run();
      if (outcome instanceof Outcome.Token(Secret value)) {
        token = value;
        printedAt = clock.instant();
        refused = false;
      } else if (known != null && !refused) {
        return new Outcome.Token(known);
      }
      return outcome;
    } finally {
      lock.unlock();
    }
  }

  /** Tells that the provider refused a token; one that has been replaced since is ignored. */
  void refused(Secret value) {
    lock.lock();
    try {
      Secret known = token;
      if (known != null && value.equals(known)) {
        refused = true;
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isOld() {
    Instant since = printedAt;
    return since == null || !clock.instant().isBefore(since.plus(ttl));
  }

  private Outcome run() throws InterruptedException {
    ProcessRequest request =
        new ProcessRequest(
            List.of("/bin/sh", "-c", command),
            folder,
            environment,
            "",
            TIMEOUT,
            MAX_OUTPUT,
            new Confinement.Unconfined());
    try {
      return read(runner.run(request));
    } catch (IOException e) {
      return failed("could not be started");
    }
  }

  private Outcome read(ProcessResult result) {
    if (result.timedOut()) {
      return failed("did not end within " + TIMEOUT.toSeconds() + " seconds");
    }
    if (result.exitCode() != 0) {
      return failed("ended with exit code " + result.exitCode() + excerpt(result));
    }
    Secret printed = new Secret(result.stdout().strip());
    if (printed.value().isEmpty()) {
      return failed("printed nothing on its standard output");
    }
    if (result.truncated() || printed.value().length() > MAX_TOKEN || !printed.isToken()) {
      return failed(
          "must print one token of printable ASCII, at most " + MAX_TOKEN + " characters");
    }
    return new Outcome.Token(printed);
  }

  /** The last line of what a failed helper complained, without anything that it also printed. */
  private static String excerpt(ProcessResult result) {
    Mask mask = new Mask();
    for (String word : result.stdout().split("\\s+", 100)) {
      mask.add(new Secret(word));
    }
    String complaint = mask.apply(result.stderr()).strip();
    String line = complaint.substring(complaint.lastIndexOf('\n') + 1).strip();
    if (line.isEmpty()) {
      return "";
    }
    return ": " + (line.length() > MAX_EXCERPT ? line.substring(0, MAX_EXCERPT) + "…" : line);
  }

  private Outcome failed(String why) {
    return new Outcome.Failed("apiKeyHelper " + why, token != null);
  }

  @Override
  public String toString() {
    return "ApiKeyHelper";
  }
}
