package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.protocol.Confinement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
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

  /** The backends of Linux, the preferred first. */
  static final List<String> LINUX = List.of(BubblewrapBackend.NAME, LandlockBackend.NAME);

  private record Choice(Support support, @Nullable Backend backend) {}

  private final SandboxConfig config;
  private final List<String> names;
  private final Map<Boolean, Choice> choices = new HashMap<>();
  private final Map<String, Optional<? extends Backend>> found = new LinkedHashMap<>();
  private boolean closed;

  /** A sandbox; nothing is looked at yet. */
  public Sandbox(SandboxConfig config) {
    this(config, backends(System.getProperty("os.name", "")));
  }

  private static List<String> backends(String system) {
    return system.equals("Linux")
        ? LINUX
        : system.startsWith("Mac") ? List.of(SeatbeltBackend.NAME) : List.of();
  }

  /** One that knows these backends only. */
  Sandbox(SandboxConfig config, List<String> names) {
    this.config = config;
    this.names = List.copyOf(names);
  }

  /**
   * Whether processes can be confined here.
   *
   * @param weakerNesting whether the processes of an outer container may stay visible
   */
  public Support support(boolean weakerNesting) {
    return choice(weakerNesting).support();
  }

  private synchronized Choice choice(boolean weakerNesting) {
    Choice choice = choices.get(weakerNesting);
    if (choice == null) {
      choice = choose(weakerNesting);
      choices.put(weakerNesting, choice);
    }
    return choice;
  }

  private Choice choose(boolean weakerNesting) {
    List<String> reasons = new ArrayList<>();
    for (String name : names) {
      Backend backend = backend(name).orElse(null);
      if (backend == null) {
        reasons.add(missing(name));
        continue;
      }
      switch (backend.probe(weakerNesting)) {
        case Support.Works works -> {
          return new Choice(works, backend);
        }
        case Support.Missing(String reason) -> reasons.add(reason);
      }
    }
    String all =
        names.isEmpty() ? "commands cannot be confined on this system" : String.join("; ", reasons);
    return new Choice(new Support.Missing(all), null);
  }

  private Optional<? extends Backend> backend(String name) {
    return found.computeIfAbsent(name, this::find);
  }

  private Optional<? extends Backend> find(String name) {
    if (name.equals(BubblewrapBackend.NAME)) {
      return BubblewrapBackend.find(config);
    }
    if (name.equals(LandlockBackend.NAME)) {
      return LandlockBackend.find(config);
    }
    return name.equals(SeatbeltBackend.NAME) ? SeatbeltBackend.find(config) : Optional.empty();
  }

  private static String missing(String name) {
    return name.equals(BubblewrapBackend.NAME)
        ? "bubblewrap was not found in the system's folders; install it (the program is bwrap)"
        : name + " is not offered by this system";
  }

  @Override
  public Launch ready(Program program, Confinement.Confined limits) throws IOException {
    return backend(limits.weakerNesting()).ready(program, limits);
  }

  private synchronized Backend backend(boolean weakerNesting) throws IOException {
    if (closed) {
      throw new IOException("the sandbox is closed");
    }
    Choice choice = choice(weakerNesting);
    Backend backend = choice.backend();
    if (backend == null) {
      throw new IOException(
          choice.support() instanceof Support.Missing(String reason) ? reason : "no backend");
    }
    return backend;
  }

  /**
   * The folder for the commands' temporary files, which is also readable from outside.
   *
   * @throws IOException when it cannot be made, or nothing confines here
   */
  public Path temp(boolean weakerNesting) throws IOException {
    return backend(weakerNesting).temp();
  }

  /** Ends what serves the commands and removes their temporary files; they are to be over. */
  @Override
  public synchronized void close() {
    closed = true;
    found.values().forEach(backend -> backend.ifPresent(Backend::close));
  }
}
