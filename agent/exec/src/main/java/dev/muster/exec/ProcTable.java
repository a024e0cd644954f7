package dev.muster.exec;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads Linux's {@code /proc}; see proc(5). */
final class ProcTable implements ProcessTable {

  /** The variable under which {@link ProcessTree} puts its marker. */
  private static final byte[] MARKER_NAME =
      (ProcessTree.MARKER + "=").getBytes(StandardCharsets.US_ASCII);

  /** Above this many ids, asking for each costs more than listing. */
  private static final long MOST_PROBED = 1_500;

  private static final int MAX_ENVIRONMENT_BYTES = 4 << 20;

  @Override
  public List<ProcessEntry> all() {
    List<ProcessEntry> entries = new ArrayList<>();
    try (DirectoryStream<Path> names = Files.newDirectoryStream(Path.of("/proc"))) {
      for (Path path : names) {
        long pid = number(path.toString(), "/proc/".length());
        add(entries, pid);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      // What was listed so far is all that can be known.
    }
    return entries;
  }

  @Override
  public @Nullable ProcessEntry find(long pid) {
    byte[] stat = read("/proc/" + pid + "/stat", 4096);
    return stat == null ? null : parse(pid, stat);
  }

  /**
   * Ids are handed out upwards until they wrap, so the ids between that one and the last one handed
   * out are the only candidates: a few probes in place of a listing of everything.
   */
  @Override
  public List<ProcessEntry> startedAfter(long pid) {
    byte[] text = read("/proc/sys/kernel/ns_last_pid", 64);
    long last = text == null ? -1 : number(new String(text, StandardCharsets.US_ASCII).strip(), 0);
    if (last < pid || last - pid > MOST_PROBED) {
      return all();
    }
    List<ProcessEntry> entries = new ArrayList<>();
    for (long candidate = pid; candidate <= last; candidate++) {
      add(entries, candidate);
    }
    return entries;
  }

  @Override
  public boolean isAlive(ProcessEntry entry) {
    ProcessEntry now = find(entry.pid());
    return now != null && now.start() == entry.start();
  }

  @Override
  public boolean carries(ProcessEntry entry, String marker) {
    byte[] environment = read("/proc/" + entry.pid() + "/environ", MAX_ENVIRONMENT_BYTES);
    if (environment == null) {
      return false;
    }
    byte[] wanted = marker.getBytes(StandardCharsets.US_ASCII);
    int from = 0;
    while (from < environment.length) {
      int to = from;
      while (to < environment.length && environment[to] != 0) {
        to++;
      }
      if (startsWith(environment, from, to, MARKER_NAME)
          && contains(environment, from, to, wanted)) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private void add(List<ProcessEntry> entries, long pid) {
    ProcessEntry entry = pid > 0 ? find(pid) : null;
    if (entry != null) {
      entries.add(entry);
    }
  }

  /** Reads a line of {@code stat}; the second field is a name that may hold anything. */
  static @Nullable ProcessEntry parse(long pid, byte[] stat) {
    int at = stat.length - 1;
    while (at >= 0 && stat[at] != ')') {
      at--;
    }
    long[] fields = new long[20];
    int field = -1;
    char state = 0;
    boolean inside = false;
    for (int i = at + 1; i < stat.length && at >= 0; i++) {
      char c = (char) (stat[i] & 0xff);
      if (c <= ' ') {
        inside = false;
        continue;
      }
      if (!inside) {
        inside = true;
        field++;
      }
      if (field == 0) {
        state = c;
      } else if (field < fields.length && c >= '0' && c <= '9') {
        fields[field] = fields[field] * 10 + (c - '0');
      }
    }
    if (field < 19 || state == 'Z' || state == 'X' || state == 'x') {
      return null;
    }
    return new ProcessEntry(pid, fields[1], fields[2], fields[3], fields[19]);
  }

  private static byte @Nullable [] read(String file, int most) {
    try (FileInputStream in = new FileInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException goneOrForbidden) {
      return null;
    }
  }

  /** The decimal number that the text is from there on; -1 when it is anything else. */
  private static long number(String text, int from) {
    long value = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return from < text.length() ? value : -1;
  }

  private static boolean startsWith(byte[] text, int from, int to, byte[] start) {
    if (to - from < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (text[from + i] != start[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(byte[] text, int from, int to, byte[] part) {
    for (int i = from; i + part.length <= to; i++) {
      if (startsWith(text, i, to, part)) {
        return true;
      }
    }
    return false;
  }
}
