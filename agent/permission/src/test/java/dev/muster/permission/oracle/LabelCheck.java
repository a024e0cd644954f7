package dev.muster.permission.oracle;

import dev.muster.testkit.corpus.CommandCorpus;
import dev.muster.testkit.corpus.CorpusWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs collected texts for real, to see whether their labels are true. */
final class LabelCheck {
  private LabelCheck() {}

  /** Tells of a corpus which texts do more than read inside: {@code CORPUS [PART OF TEXT]}. */
  public static void main(String[] arguments) throws Exception {
    CorpusWorld world = CorpusWorld.in(Files.createTempDirectory("muster-labels"));
    CommandCorpus corpus =
        CommandCorpus.read(Path.of("src/test/resources/corpus", arguments[0] + ".txt"));
    try (Sandbox sandbox = new Sandbox(world, world.root())) {
      Claims claims = new Claims(world, new Engines(world), sandbox.environment());
      for (CommandCorpus.Entry entry : corpus.entries()) {
        if (arguments.length > 1 && !entry.text().contains(arguments[1])) {
          continue;
        }
        if (!entry.label().equals("signal") && entry.text().length() < 2000) {
          Trace trace = sandbox.trace(entry.in(world));
          List<String> effects = new ArrayList<>(claims.beyondReading(trace));
          System.out.println(
              (effects.isEmpty() ? "READS " : "MORE  ")
                  + (trace.finished() ? "" : "(unfinished) ")
                  + entry
                  + (effects.isEmpty() ? "" : " => " + effects.getFirst()));
        }
      }
    }
  }
}
