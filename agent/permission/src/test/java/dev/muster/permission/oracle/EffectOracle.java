package dev.muster.permission.oracle;

import dev.muster.permission.oracle.Claims.Claim;
import dev.muster.permission.oracle.Claims.Violation;
import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CorpusWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs generated and changed texts for real, and compares what they did with what was said of them.
 */
final class EffectOracle {
  private static final Path CORPORA = Path.of("src/test/resources/corpus");
  private static final int WORKERS = 2;
  private static final int LONGEST_COLLECTED = 400;

  private final Path folder;
  private final long seed;
  private final Duration time;
  private final int most;
  private final List<Violation> violations = new ArrayList<>();
  private final List<Exception> failures = new ArrayList<>();
  private final AtomicInteger lines = new AtomicInteger();
  private final AtomicInteger understood = new AtomicInteger();
  private final AtomicInteger automatic = new AtomicInteger();

  /**
   * Makes one.
   *
   * @param folder for the world and the sandboxes
   * @param time how long it may go on
   * @param most how many texts each of its workers tries at most, always the same for a seed
   */
  EffectOracle(Path folder, long seed, Duration time, int most) {
    this.folder = folder;
    this.seed = seed;
    this.time = time;
    this.most = most;
  }

  /** What came of a run. */
  record Result(int lines, int understood, int automatic, List<Violation> violations) {
    Result {
      violations = List.copyOf(violations);
    }

    Map<Claim, Integer> counts() {
      Map<Claim, Integer> counts = new EnumMap<>(Claim.class);
      for (Violation violation : violations) {
        counts.merge(violation.claim(), 1, Integer::sum);
      }
      return counts;
    }
  }

  /** Runs for longer than the tests do: {@code [SECONDS [SEED]]}. */
  public static void main(String[] arguments) throws Exception {
    long seconds = arguments.length > 0 ? Long.parseLong(arguments[0]) : 600;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : seedOfNow();
    Path folder = Files.createTempDirectory("muster-oracle");
    new EffectOracle(folder, seed, Duration.ofSeconds(seconds), Integer.MAX_VALUE).run();
  }

  static long seedOfNow() {
    return System.currentTimeMillis() & 0xffffff;
  }

  /** Runs and tells what came of it. */
  Result run() throws Exception {
    CorpusWorld world = CorpusWorld.in(folder.resolve("world"));
    List<String> collected = collected(world);
    long end = System.nanoTime() + time.toNanos();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < WORKERS; i++) {
      Random random = new Random(seed + i);
      Path own = folder.resolve("sandbox" + i);
      workers.add(Thread.ofPlatform().start(() -> work(world, own, random, collected, end)));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    Result result = new Result(lines.get(), understood.get(), automatic.get(), violations);
    Report.tell(
        "texts were traced with seed %d: %d, of which %d understood, %d automatic; %s"
            .formatted(
                seed, result.lines(), result.understood(), result.automatic(), result.counts()),
        violations.stream().map(Violation::toString).sorted().toList());
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
    return result;
  }

  /** The collected texts that are worth changing, and that end. */
  static List<String> collected(CorpusWorld world) {
    List<String> texts = new ArrayList<>();
    for (String name : List.of("reading", "negative", "denied")) {
      for (CommandCorpus.Entry entry :
          CommandCorpus.read(CORPORA.resolve(name + ".txt")).entries()) {
        if (!entry.label().equals("signal") && entry.text().length() <= LONGEST_COLLECTED) {
          texts.add(entry.in(world));
        }
      }
    }
    return texts;
  }

  private void work(CorpusWorld world, Path own, Random random, List<String> collected, long end) {
    try (Sandbox sandbox = new Sandbox(world, own)) {
      Claims claims = new Claims(world, new Engines(world), sandbox.environment());
      LineGenerator generator = new LineGenerator(random);
      LineMutator mutator = new LineMutator(random, collected);
      for (int tried = 0; tried < most && System.nanoTime() < end; tried++) {
        String text = random.nextInt(3) == 0 ? mutator.next() : generator.next();
        if (text.indexOf('\0') < 0 && !isEndless(text)) {
          one(text, sandbox, claims, random.nextInt(4) == 0);
        }
      }
    } catch (Exception e) {
      synchronized (failures) {
        failures.add(e);
      }
    }
  }

  private void one(String text, Sandbox sandbox, Claims claims, boolean listen) throws IOException {
    boolean read = claims.isUnderstood(text);
    Trace trace = sandbox.trace(text);
    List<List<String>> spoken = read && listen ? sandbox.commands(text, trace) : List.of();
    lines.incrementAndGet();
    understood.addAndGet(read ? 1 : 0);
    automatic.addAndGet(claims.isAutomatic(text) ? 1 : 0);
    List<Violation> found = claims.check(text, trace, spoken);
    synchronized (violations) {
      violations.addAll(found);
    }
  }

  /** Texts that would only use up the time. */
  private static boolean isEndless(String text) {
    return text.contains("|:&") || text.contains(": | :") || text.contains("while true");
  }
}
