package dev.muster.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.conversation.Caps;
import dev.muster.conversation.CompactionPolicy;
import dev.muster.conversation.Conversation;
import dev.muster.conversation.Notes;
import dev.muster.conversation.RequestOptions;
import dev.muster.conversation.RequestPlan;
import dev.muster.json.Json;
import dev.muster.model.CachePolicy;
import dev.muster.model.ContentBlock;
import dev.muster.model.ThinkingMode;
import dev.muster.model.ToolCall;
import dev.muster.permission.Knowledge;
import dev.muster.permission.PermissionEngine;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.WorkingFolders;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.Pricing;
import dev.muster.protocol.Answer;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Event;
import dev.muster.protocol.Layer;
import dev.muster.protocol.Op;
import dev.muster.protocol.Origin;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PathIdentity;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.protocol.SessionInfo;
import dev.muster.protocol.TranscriptItem;
import dev.muster.protocol.TranscriptSink;
import dev.muster.protocol.TurnResult;
import dev.muster.settings.PermissionSettings;
import dev.muster.settings.RuleText;
import dev.muster.testkit.FakeClock;
import dev.muster.testkit.FakeIds;
import dev.muster.tool.Tool;
import dev.muster.tool.ToolRegistry;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A session with a scripted model, the tools of a test and the real policy engine. */
final class LoopFixture {

  static final String MODEL = "claude-haiku-4-5";
  static final String OTHER_MODEL = "claude-sonnet-4-6";
  static final Path FOLDER = Path.of("/repo/project");

  final ScriptedClient model = new ScriptedClient();
  final FakeClock clock = FakeClock.create();
  final FakeIds ids = FakeIds.create();
  final List<Event> events = new CopyOnWriteArrayList<>();
  final Kept transcript = new Kept();
  final Conversation conversation = new Conversation(Caps.forWindow(200_000));
  final Told told = new Told();
  final List<String> notices = new ArrayList<>();
  final List<String> denyRules = new ArrayList<>();
  private final List<Tool> tools = new ArrayList<>();
  Asker asker = (call, why) -> new Answer.Nobody();
  Function<PermissionEngine, PermissionEngine> engines = engine -> engine;
  LoopLimits limits = LoopLimits.NONE;
  OptionalLong budget = OptionalLong.empty();
  long maxTokens = 4_000;
  CompactionPolicy compaction = new CompactionPolicy(true, 150_000);
  ThinkingMode thinking = new ThinkingMode.Unset();
  String firstModel = MODEL;
  Function<List<ContentBlock>, List<ToolCall>> attachments = prompt -> List.of();
  private @Nullable SessionAgent agent;

  /** Keeps items in memory, until the disk is full. */
  static final class Kept implements TranscriptSink {
    final List<TranscriptItem> items = new ArrayList<>();
    int room = Integer.MAX_VALUE;

    @Override
    public void append(TranscriptItem item) {
      if (room-- <= 0) {
        throw new ProblemException(new Problem(ProblemCode.DISK, "The disk is full", ""));
      }
      items.add(item);
    }

    @Override
    public void close() {}

    <T extends TranscriptItem> List<T> all(Class<T> kind) {
      return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<String> results() {
      return all(TranscriptItem.ToolAnswered.class).stream()
          .map(item -> item.toolUseId() + (item.isError() ? "!" : ""))
          .toList();
    }

    String resultOf(String id) {
      return all(TranscriptItem.ToolAnswered.class).stream()
          .filter(item -> item.toolUseId().equals(id))
          .map(item -> words(item.content()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no result of " + id));
    }

    List<String> notes() {
      return all(TranscriptItem.UserSaid.class).stream()
          .filter(item -> item.source() == TranscriptItem.Source.AGENT)
          .map(item -> words(item.content()))
          .toList();
    }
  }

  /** Tells the mode, a memory file, and one more for each file that is read, once. */
  static final class Told implements Briefing {
    final List<Path> given = new ArrayList<>();
    int version = 1;
    String longText = "";

    @Override
    public List<ContentBlock> opening(PermissionMode mode) {
      return List.of(
          new ContentBlock.Text(
              "<memory path=\"CLAUDE.md\">\nversion " + version + longText + "\n</memory>"),
          new ContentBlock.Text(Notes.mode(mode)));
    }

    @Override
    public List<ContentBlock> afterReading(Path file) {
      if (given.contains(file)) {
        return List.of();
      }
      given.add(file);
      return List.of(
          new ContentBlock.Text("<memory path=\"of " + file + "\">\nabout it\n</memory>"));
    }

    @Override
    public void afterCompaction() {
      version++;
      given.clear();
    }
  }

  LoopFixture with(Tool... more) {
    tools.addAll(Arrays.asList(more));
    return this;
  }

  SessionAgent agent() {
    SessionAgent existing = agent;
    if (existing != null) {
      return existing;
    }
    ToolRegistry registry = new ToolRegistry(tools);
    PermissionEngine engine = engines.apply(engine());
    LoopParts parts =
        new LoopParts(
            "session",
            model,
            registry,
            engine,
            (call, why) -> asker.ask(call, why),
            engine::take,
            events::add,
            transcript,
            conversation,
            name -> asking(name, registry),
            new Spending(budget, ModelCatalog.builtIn(), Pricing.builtIn(), clock),
            () -> FOLDER,
            told,
            this::takeNotices,
            prompt -> attachments.apply(prompt),
            ids::text,
            clock);
    SessionInfo info =
        new SessionInfo(
            "session",
            FOLDER,
            firstModel,
            PermissionMode.DEFAULT,
            registry.names(),
            "none",
            "test");
    SessionAgent made = new SessionAgent(parts, limits, info, (mode, now) -> {}, name -> name);
    agent = made;
    return made;
  }

  private Asking asking(String name, ToolRegistry registry) {
    RequestOptions options =
        new RequestOptions(
            name,
            200_000,
            maxTokens,
            thinking,
            CachePolicy.FIVE_MINUTES,
            null,
            null,
            Json.Obj.EMPTY);
    return new Asking(
        new RequestPlan(List.of("You are tested."), registry.specs(), options), compaction);
  }

  private List<String> takeNotices() {
    List<String> taken = List.copyOf(notices);
    notices.clear();
    return taken;
  }

  private PolicyEngine engine() {
    PathFacts facts = new OnlyFiles();
    WorkingFolders folders =
        new WorkingFolders(
            FOLDER, List.of(), List.of(), Path.of("/home/me"), Path.of("/home/me/.claude"), false);
    PermissionSettings settings =
        new PermissionSettings(
            List.of(),
            List.of(),
            denyRules.stream()
                .map(rule -> new RuleText(rule, new Origin(Layer.USER, "settings", 1), FOLDER))
                .toList(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    if (!(Policy.read(settings, folders, facts) instanceof Policy.Reading.Usable usable)) {
      throw new AssertionError("rules that mean nothing: " + denyRules);
    }
    return new PolicyEngine(
        usable.policy(),
        facts,
        new Knowledge(
            new BashAnalysis(Map.of("HOME", "/home/someone")),
            command -> {
              throw new AssertionError("no test runs a command");
            },
            (text, words) -> true));
  }

  /** Takes a turn, and checks what must hold after any. */
  TurnResult turn(String prompt) {
    TurnResult result = agent().turn(prompt(prompt));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(events.getLast()).isEqualTo(new Event.TurnEnded(result));
    checkAnswered();
    return result;
  }

  static Op.UserTurn prompt(String text) {
    return new Op.UserTurn(List.of(new ContentBlock.Text(text)));
  }

  /** Every tool use was answered exactly once, in the record and to the face, in the same order. */
  void checkAnswered() {
    List<String> used = new ArrayList<>();
    for (TranscriptItem.AssistantSaid said : transcript.all(TranscriptItem.AssistantSaid.class)) {
      for (ContentBlock block : said.content()) {
        if (block instanceof ContentBlock.ToolUse use) {
          used.add(use.id());
        }
      }
    }
    List<String> answered =
        transcript.all(TranscriptItem.ToolAnswered.class).stream()
            .map(TranscriptItem.ToolAnswered::toolUseId)
            .toList();
    assertThat(answered).containsExactlyInAnyOrderElementsOf(used);
    assertThat(told(Event.CallFinished.class).stream().map(done -> done.call().id()).toList())
        .isEqualTo(answered);
  }

  <T extends Event> List<T> told(Class<T> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  static String words(List<ContentBlock> content) {
    StringBuilder all = new StringBuilder();
    for (ContentBlock block : content) {
      if (block instanceof ContentBlock.Text(String text)) {
        all.append(text).append('\n');
      }
    }
    return all.toString();
  }

  /** A disk on which every path is a file. */
  private static final class OnlyFiles implements PathFacts {

    @Override
    public PathIdentity identify(Path path) {
      return new PathIdentity(path, List.of(path), path, PathIdentity.Kind.FILE, "key");
    }

    @Override
    public List<String> names(Path folder, int most) throws NotDirectoryException {
      throw new NotDirectoryException(folder.toString());
    }
  }
}
