package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Confines processes by whatever works on this machine, and refuses where nothing does.
 *
 * <p>What works is found out when it is first asked, by trying, and then kept. One sandbox serves a
 * session; its commands share a temporary folder and, as far as they may reach the same hosts, a
 * loopback. Safe for use by several threads.
 */
public final class Sandbox implements Confiner, AutoCloseable {

  private final SandboxConfig config;
  private final Map<Boolean, Support> known = new HashMap<>();
  private @Nullable BubblewrapBackend bubblewrap;
  private boolean closed;

  /** A sandbox; nothing is looked at yet. */
  public Sandbox(SandboxConfig config) {
    this.config = config;
  }

  /**
   * Whether processes can be confined here.
   *
   * @param weakerNesting whether the processes of an outer container may stay visible
   */
  public synchronized Support support(boolean weakerNesting) {
    Support support = known.get(weakerNesting);
    if (support == null) {
      support = look(weakerNesting);
      known.put(weakerNesting, support);
    }
    return support;
  }

  private Support look(boolean weakerNesting) {
    if (bubblewrap == null) {
      Optional<BubblewrapBackend> found = BubblewrapBackend.find(config);
      if (found.isEmpty()) {
        return new Support.Missing(
            "bubblewrap was not found in the system's folders; install it (the program is bwrap)");
      }
      bubblewrap = found.get();
    }
    return bubblewrap.probe(weakerNesting);
  }

  @Override
  public Launch ready(Program program, Confinement.Confined limits) throws IOException {
    Support support = support(limits.weakerNesting());
    return switch (support) {
      case Support.Missing(String reason) -> throw new IOException(reason);
      case Support.Works works -> backend().ready(program, limits);
    };
  }

  private synchronized BubblewrapBackend backend() throws IOException {
    BubblewrapBackend found = bubblewrap;
    if (found == null || closed) {
      throw new IOException("the sandbox is closed");
    }
    return found;
  }

  /**
   * The folder for the commands' temporary files, which is also readable from outside.
   *
   * @throws IOException when it cannot be made
   */
  public Path temp() throws IOException {
    return backend().temp();
  }

  /** Ends what serves the commands and removes their temporary files; they are to be over. */
  @Override
  public synchronized void close() {
    closed = true;
    if (bubblewrap != null) {
      bubblewrap.close();
    }
  }
}
