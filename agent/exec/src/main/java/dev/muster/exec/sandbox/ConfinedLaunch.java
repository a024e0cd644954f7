package dev.muster.exec.sandbox;

import dev.muster.exec.Confiner;
import dev.muster.exec.egress.EgressProxy;
import dev.muster.exec.egress.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is started confined. */
final class ConfinedLaunch implements Confiner.Launch {

  /**
   * What is watched while it runs.
   *
   * @param proxy its way to the network; {@code null} where it has none
   * @param remark what has to be told in any case
   */
  record Watched(@Nullable EgressProxy proxy, String remark, Held held) {}

  private final List<String> argv;
  private final Map<String, String> environment;
  private final Watched watched;
  private final Path arguments;
  private final int mark;
  private final List<String> removed = new ArrayList<>();

  ConfinedLaunch(
      List<String> argv, Map<String, String> environment, Watched watched, Path arguments) {
    this.argv = List.copyOf(argv);
    this.environment = Map.copyOf(environment);
    this.watched = watched;
    this.arguments = arguments;
    EgressProxy proxy = watched.proxy();
    this.mark = proxy == null ? 0 : proxy.refused();
  }

  @Override
  public List<String> argv() {
    return argv;
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public synchronized List<String> denied() {
    List<String> lines = new ArrayList<>();
    if (!watched.remark().isEmpty()) {
      lines.add(watched.remark());
    }
    EgressProxy proxy = watched.proxy();
    if (proxy != null) {
      for (Refusal refusal : proxy.refusedSince(mark)) {
        lines.add(refusal.text());
      }
    }
    lines.addAll(removed);
    return lines;
  }

  @Override
  public synchronized void over() {
    for (Path path : watched.held().release()) {
      removed.add(path + " was taken away: it would decide what git runs");
    }
    try {
      Files.deleteIfExists(arguments);
    } catch (IOException left) {
      // It goes with the folder that it is in.
    }
  }
}
