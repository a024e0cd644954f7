package dev.muster.store.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What PostgreSQL wrote to its log from a place on. */
record ServerLog(Path file, long from) {

  private static final int MOST = 64 * 1024;
  private static final List<String> TELLING =
      List.of("FATAL:", "PANIC:", "ERROR:", "HINT:", "DETAIL:", "LOG:  could not", "error:");

  /** The log from its present end on. */
  static ServerLog fromHere(Path file) throws IOException {
    return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
  }

  /** What was written since, at most the last 64 KiB. */
  String text() {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long start = Math.max(from, in.length() - MOST);
      in.seek(start);
      byte[] bytes = new byte[(int) Math.max(0, in.length() - start)];
      in.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      return "";
    }
  }

  /** The lines that say what went wrong, or all when none does. */
  String telling() {
    String text = text();
    List<String> lines =
        text.lines().filter(line -> TELLING.stream().anyMatch(line::contains)).limit(12).toList();
    return lines.isEmpty() ? text.strip() : String.join("\n", lines);
  }
}
