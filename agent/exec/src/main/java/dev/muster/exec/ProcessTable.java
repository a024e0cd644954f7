package dev.muster.exec;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the live processes of this machine; zombies are not live. Safe for several threads. */
interface ProcessTable {

  /** Every live process that can be seen. */
  List<ProcessEntry> all();

  /** The live process of that id; {@code null} when there is none. */
  @Nullable ProcessEntry find(long pid);

  /** At least every live process that was started after the one of that id was. */
  List<ProcessEntry> startedAfter(long pid);

  /** Whether a process of an earlier listing is still alive. */
  boolean isAlive(ProcessEntry entry);

  /** Whether the marker stands in the environment that the process was started with. */
  boolean carries(ProcessEntry entry, String marker);

  /** The table of the system that we run on. */
  static ProcessTable ofThisSystem() {
    return Files.isReadable(Path.of("/proc/self/stat"))
        ? new ProcTable()
        : new PsTable(Path.of("/bin/ps"));
  }
}
