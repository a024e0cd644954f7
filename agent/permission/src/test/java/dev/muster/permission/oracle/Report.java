package dev.muster.permission.oracle;

import dev.muster.testkit.corpus.CommandCorpus.Entry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells what came of a proof: the number, some of the failing lines, all of them in a file. */
final class Report {
  private static final int SHOWN = 40;
  private static final Path FOLDER = Path.of("target/oracle");

  private Report() {}

  /** Of a corpus; returns the share of the entries that do not fail. */
  static double share(String what, int all, List<Entry> failing) {
    List<String> lines =
        failing.stream()
            .map(entry -> "[" + entry.label() + "] " + entry.detail() + " | " + entry)
            .toList();
    double share = all == 0 ? 1 : 1 - (double) failing.size() / all;
    tell("%.1f %% of %d %s".formatted(100 * share, all, what), lines);
    return share;
  }

  /** A headline and the lines that fail. */
  static void tell(String headline, List<String> failing) {
    StringBuilder text = new StringBuilder("oracle: ").append(headline);
    text.append(failing.isEmpty() ? "\n" : "; " + failing.size() + " do not\n");
    Path file =
        FOLDER.resolve(
            headline.replaceAll("^[\\d., %]+(of \\d+ )?|:.*|with seed.*", "").strip() + ".txt");
    for (String line : failing.subList(0, Math.min(SHOWN, failing.size()))) {
      text.append("  ").append(line).append('\n');
    }
    if (failing.size() > SHOWN) {
      text.append("  ... all of them are in ").append(file).append('\n');
    }
    System.out.print(text);
    try {
      Files.createDirectories(FOLDER);
      Files.write(file, failing);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
