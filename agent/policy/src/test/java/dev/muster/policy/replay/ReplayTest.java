package dev.muster.policy.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.json.Json;
import dev.muster.model.ContentBlock;
import dev.muster.model.StopReason;
import dev.muster.model.Usage;
import dev.muster.policy.Layers;
import dev.muster.policy.TestBed;
import dev.muster.policy.view.Paper;
import dev.muster.policy.view.ShownPaths;
import dev.muster.protocol.Layer;
import dev.muster.protocol.TranscriptItem;
import dev.muster.settings.SettingsSource;
import dev.muster.transcript.PastSessions;
import dev.muster.transcript.Redactor;
import dev.muster.transcript.Session;
import dev.muster.transcript.SessionStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final String ONE = "11111111-2222-3333-4444-555555555555";
  private static final String OTHER = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

  private TestBed bed;
  private int number;
  private boolean stopped;

  @BeforeEach
  void begin(@TempDir Path temporary) {
    bed = new TestBed(temporary);
  }

  private SessionStore store() {
    return new SessionStore(
        bed.place().configFolder(), InstantSource.fixed(NOW), "0.1.0", Redactor.NONE);
  }

  private void call(Session session, Instant at, String tool, String member, String value) {
    answered(session, at, tool, member, value, new ContentBlock.Text("done"), false);
  }

  private void refused(Session session, String command, String why) {
    answered(session, NOW, "Bash", "command", command, new ContentBlock.Text(why), true);
  }

  private void answered(
      Session session,
      Instant at,
      String tool,
      String member,
      String value,
      ContentBlock answer,
      boolean error) {
    String id = "id-" + ++number;
    Json.Obj input = Json.Obj.builder().put(member, value).build();
    session.append(
        new TranscriptItem.AssistantSaid(
            "a" + id,
            at,
            "msg_" + id,
            "model",
            List.of(new ContentBlock.ToolUse(id, tool, input)),
            StopReason.TOOL_USE,
            Usage.tokens(1, 1),
            null));
    session.append(new TranscriptItem.ToolAnswered("r" + id, at, id, List.of(answer), error, null));
  }

  private static SettingsSource source(Layer layer, Path base, String allow, String deny) {
    String text = "{\"permissions\":{\"allow\":[" + allow + "],\"deny\":[" + deny + "]}}";
    return SettingsSource.text(layer, "proposed.json", base, text.getBytes(StandardCharsets.UTF_8));
  }

  private Json.Obj replay(SettingsSource proposed, List<SettingsSource> now, Instant since) {
    return report(proposed, now, since).json();
  }

  private ReplayReport report(SettingsSource proposed, List<SettingsSource> now, Instant since) {
    Layers layers = new Layers(now, true, bed.project, Path.of("/etc/m"), Map.of());
    Replay replay =
        new Replay(
            bed.parts,
            proposed,
            folder ->
                folder.equals(bed.project)
                    ? Optional.of(new Replay.Scene(bed.place(), layers))
                    : Optional.empty(),
            () -> stopped);
    PastSessions sessions = new PastSessions(bed.place().configFolder());
    Replay.Outcome outcome = replay.run(sessions, sessions.all(), since, (at, of) -> {});
    if (outcome instanceof Replay.Outcome.Done(ReplayReport report)) {
      return report;
    }
    throw new AssertionError(outcome.toString());
  }

  private static List<String> changes(Json.Obj report) {
    List<String> told = new ArrayList<>();
    for (Json item : report.items("changes")) {
      Json.Obj change = (Json.Obj) item;
      told.add(
          change.string("from").orElse("")
              + "→"
              + change.string("to").orElse("")
              + " "
              + change.whole("count").orElse(0)
              + " "
              + change.string("rule").orElse("-")
              + " "
              + change.object("outcomes").orElse(Json.Obj.EMPTY).members().keySet());
    }
    return told;
  }

  @Test
  void callsWhoseVerdictChangesAreGroupedByRule() {
    try (Session session = store().create(ONE, bed.project)) {
      call(session, NOW, "Bash", "command", "npm test");
      call(session, NOW, "Bash", "command", "npm test -- -v");
      refused(
          session, "npm test x", "This needs a person's approval, and there is nobody to ask: y");
      call(session, NOW, "Bash", "command", "ls");
      call(session, NOW, "Read", "file_path", "secret");
      refused(session, "rm x", "Refused by policy: a rule forbids it");
      refused(session, "rm y", "Refused by policy: a rule forbids it");
      refused(session, "oops", "Invalid input for Bash: x");
      call(session, NOW, "Bash", "command", "touch a");
    }
    Json.Obj report =
        replay(
            source(Layer.PROJECT, bed.home, "\"Bash(npm test:*)\"", "\"Read(/secret)\""),
            List.of(source(Layer.PROJECT, bed.project, "", "\"Bash(rm:*)\"")),
            Instant.EPOCH);
    assertThat(changes(report))
        .containsExactly(
            "ask→auto 3 Bash(npm test:*) [ran, nobody]",
            "deny→ask 2 Bash(rm:*) [refused]",
            "auto→deny 1 Read(/secret) [ran]");
    assertThat(report.whole("calls")).hasValue(8);
    assertThat(report.whole("changed")).hasValue(6);
    assertThat(report.object("unchanged").orElseThrow())
        .isEqualTo(Json.Obj.builder().put("auto", 1).put("ask", 1).put("deny", 0).build());
  }

  @Test
  void theFileTakesThePlaceOfOneLayerAlone() {
    try (Session session = store().create(ONE, bed.project)) {
      call(session, NOW, "Bash", "command", "rm x");
      call(session, NOW, "Bash", "command", "make");
    }
    List<SettingsSource> now =
        List.of(
            source(Layer.MANAGED, bed.home, "", "\"Bash(rm:*)\""),
            source(Layer.PROJECT, bed.project, "\"Bash(make)\"", ""));
    assertThat(changes(replay(source(Layer.PROJECT, bed.home, "", ""), now, Instant.EPOCH)))
        .containsExactly("auto→ask 1 Bash(make) [ran]");
    assertThat(changes(replay(source(Layer.MANAGED, bed.home, "", ""), now, Instant.EPOCH)))
        .containsExactly("deny→ask 1 Bash(rm:*) [ran]");
  }

  @Test
  void onlyCallsOfThatTimeCount() {
    Instant old = NOW.minus(Duration.ofDays(40));
    try (Session session = store().create(ONE, bed.project)) {
      call(session, old, "Bash", "command", "make old");
      call(session, NOW, "Bash", "command", "make new");
    }
    SettingsSource proposed = source(Layer.PROJECT, bed.home, "\"Bash(make:*)\"", "");
    Json.Obj report = replay(proposed, List.of(), NOW.minus(Duration.ofDays(30)));
    assertThat(report.whole("changed")).hasValue(1);
    assertThat(replay(proposed, List.of(), Instant.EPOCH).whole("changed")).hasValue(2);
  }

  @Test
  void whatAForkHasFromItsSourceCountsOnce() {
    try (Session session = store().create(ONE, bed.project)) {
      call(session, NOW, "Bash", "command", "make");
    }
    try (Session fork = store().fork(ONE, OTHER, bed.project)) {
      call(fork, NOW, "Bash", "command", "make more");
    }
    SettingsSource proposed = source(Layer.PROJECT, bed.home, "\"Bash(make:*)\"", "");
    Json.Obj report = replay(proposed, List.of(), Instant.EPOCH);
    assertThat(report.whole("calls")).hasValue(2);
    assertThat(report.whole("sessions")).hasValue(2);
  }

  @Test
  void sessionsOfFoldersThatAreGoneAreToldOf() {
    try (Session session = store().create(ONE, bed.home)) {
      call(session, NOW, "Bash", "command", "make");
    }
    Json.Obj report = replay(source(Layer.USER, bed.home, "", ""), List.of(), Instant.EPOCH);
    assertThat(report.whole("sessionsOfGoneFolders")).hasValue(1);
    assertThat(report.whole("calls")).hasValue(0);
  }

  @Test
  void aReplayThatIsStoppedTellsWhatItHas() {
    try (Session session = store().create(ONE, bed.project)) {
      call(session, NOW, "Bash", "command", "make");
    }
    stopped = true;
    ReplayReport report = report(source(Layer.USER, bed.home, "", ""), List.of(), Instant.EPOCH);
    assertThat(report.json().bool("stopped")).hasValue(true);
    assertThat(report.text(new Paper(80, false), new ShownPaths(bed.place())))
        .contains("stopped before the end");
  }

  @Test
  void aFileThatNoSessionWouldStartWithIsAFault() {
    try (Session session = store().create(ONE, bed.project)) {
      call(session, NOW, "Bash", "command", "make");
    }
    SettingsSource proposed = source(Layer.PROJECT, bed.home, "\"Bash(\"", "");
    Layers layers = new Layers(List.of(), true, bed.project, Path.of("/etc/m"), Map.of());
    Replay replay =
        new Replay(
            bed.parts,
            proposed,
            folder -> Optional.of(new Replay.Scene(bed.place(), layers)),
            () -> false);
    PastSessions sessions = new PastSessions(bed.place().configFolder());
    assertThat(replay.run(sessions, sessions.all(), Instant.EPOCH, (at, of) -> {}))
        .isInstanceOfSatisfying(
            Replay.Outcome.Impossible.class,
            impossible -> assertThat(impossible.faults()).hasSize(1));
  }

  @Test
  void theTextShowsExamplesWithinTheWidth() {
    try (Session session = store().create(ONE, bed.project)) {
      for (int i = 0; i < 5; i++) {
        call(session, NOW, "Bash", "command", "make " + "very-long-argument ".repeat(9) + i);
      }
    }
    ReplayReport report =
        report(source(Layer.PROJECT, bed.home, "\"Bash(make:*)\"", ""), List.of(), Instant.EPOCH);
    String text = report.text(new Paper(80, false), new ShownPaths(bed.place()));
    assertThat(text)
        .startsWith("ask → auto 5 calls, by Bash(make:*) in proposed.json:1\n")
        .contains("5 of 5 calls of 1 sessions would be decided otherwise")
        .contains("disk as it is now");
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(81));
    assertThat(text.lines().filter(line -> line.contains("Bash make"))).hasSize(3);
  }
}
