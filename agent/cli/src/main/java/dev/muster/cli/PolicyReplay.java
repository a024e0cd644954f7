package dev.muster.cli;

import dev.muster.cli.args.PolicyRequest;
import dev.muster.json.JsonWriter;
import dev.muster.policy.replay.Replay;
import dev.muster.policy.replay.ReplayReport;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.ShownPaths;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.SettingsSource;
import dev.muster.transcript.PastSessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Replays past sessions under a proposed file of settings. For use once. */
final class PolicyReplay implements Ending.Work {

  private static final int MOST_BYTES = (1 << 20) + 1;

  private static final int SESSIONS_PER_LINE = 50;

  private final PolicyRequest.Replay replay;
  private final Surroundings around;
  private final PolicyHere here;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private volatile boolean told;

  PolicyReplay(PolicyRequest.Replay replay, Surroundings around, PolicyHere here) {
    this.replay = replay;
    this.around = around;
    this.here = here;
  }

  /** The report as text or JSON; told also where a signal stops the replay. */
  void run(Paper paper, TextOutput out) throws IOException {
    SettingsSource proposed = proposed();
    around.ending().ends(this);
    try {
      PastSessions sessions = new PastSessions(here.place().configFolder());
      List<PastSessions.Past> chosen =
          replay.allProjects() ? sessions.all() : sessions.of(here.place().folder());
      Instant since =
          replay.since().map(back -> around.clock().instant().minus(back)).orElse(Instant.EPOCH);
      Replay run = new Replay(here.parts(), proposed, this::scene, stopped::get);
      ReplayReport report =
          switch (run.run(sessions, chosen, since, this::progress)) {
            case Replay.Outcome.Impossible(List<String> faults) ->
                throw new ProblemException(
                    new Problem(
                        ProblemCode.SETTINGS_INVALID,
                        String.join("\n", faults),
                        "No session would start with these settings; mend them"));
            case Replay.Outcome.Done(ReplayReport done) -> done;
          };
      out.print(
          replay.json()
              ? JsonWriter.pretty(report.json())
              : report.text(paper, new ShownPaths(here.place())));
    } finally {
      told = true;
    }
  }

  /** Where text goes. */
  @FunctionalInterface
  interface TextOutput {
    void print(String text) throws IOException;
  }

  @Override
  public void stop() {
    stopped.set(true);
  }

  @Override
  public void kill() {
    if (!told) {
      around.err().println("muster: stopped");
    }
  }

  private SettingsSource proposed() {
    try (InputStream in = Files.newInputStream(around.folder().resolve(replay.file()))) {
      return SettingsSource.text(
          replay.as(), replay.file(), here.place().folder(), in.readNBytes(MOST_BYTES));
    } catch (IOException | InvalidPathException e) {
      throw new ProblemException(
          new Problem(
              ProblemCode.BAD_ARGUMENTS,
              "the settings in " + replay.file() + " cannot be read: " + e,
              "Name the file of the proposed settings"));
    }
  }

  private Optional<Replay.Scene> scene(Path folder) {
    if (folder.equals(here.place().folder())) {
      return Optional.of(new Replay.Scene(here.place(), here.inForce()));
    }
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    PolicyHere there = here.at(folder);
    return Optional.of(new Replay.Scene(there.place(), there.inForce()));
  }

  private void progress(int session, int of) {
    if (session > 0 && session % SESSIONS_PER_LINE == 0 && Terminal.isStderr()) {
      around.err().println("muster: " + session + " of " + of + " sessions");
    }
  }
}
