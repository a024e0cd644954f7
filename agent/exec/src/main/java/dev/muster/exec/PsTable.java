package dev.muster.exec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Asks the {@code ps} program, for systems without {@code /proc} (macOS).
 *
 * <p>It tells neither sessions (process groups stand in for them) nor environments, so what
 * detached itself from its parents and left its group is found only when it was seen before that.
 */
final class PsTable implements ProcessTable {

  private final Path ps;

  PsTable(Path ps) {
    this.ps = ps;
  }

  @Override
  public List<ProcessEntry> all() {
    List<ProcessEntry> entries = new ArrayList<>();
    ProcessBuilder builder =
        new ProcessBuilder(ps.toString(), "-A", "-o", "pid=,ppid=,pgid=,stat=")
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          add(entries, line);
        }
      }
    } catch (IOException cannotAsk) {
      // What was listed so far is all that can be known.
    }
    return entries;
  }

  @Override
  public @Nullable ProcessEntry find(long pid) {
    for (ProcessEntry entry : all()) {
      if (entry.pid() == pid) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public List<ProcessEntry> startedAfter(long pid) {
    return all();
  }

  @Override
  public boolean isAlive(ProcessEntry entry) {
    return ProcessHandle.of(entry.pid()).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public boolean carries(ProcessEntry entry, String marker) {
    return false;
  }

  private static void add(List<ProcessEntry> entries, String line) {
    StringTokenizer words = new StringTokenizer(line);
    if (words.countTokens() < 4) {
      return;
    }
    try {
      long pid = Long.parseLong(words.nextToken());
      long parent = Long.parseLong(words.nextToken());
      long group = Long.parseLong(words.nextToken());
      if (!words.nextToken().startsWith("Z")) {
        entries.add(new ProcessEntry(pid, parent, group, group, 0));
      }
    } catch (NumberFormatException notAProcess) {
      // A line of another form tells nothing.
    }
  }
}
