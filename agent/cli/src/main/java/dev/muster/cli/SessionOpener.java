package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.conversation.Caps;
import dev.muster.conversation.Conversation;
import dev.muster.conversation.PromptFlags;
import dev.muster.conversation.VersionControl;
import dev.muster.headless.AgentOpener;
import dev.muster.headless.HostOptions;
import dev.muster.headless.InputFormat;
import dev.muster.loop.LoopLimits;
import dev.muster.loop.LoopParts;
import dev.muster.loop.SessionAgent;
import dev.muster.loop.Spending;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.Pricing;
import dev.muster.protocol.Agent;
import dev.muster.protocol.Asker;
import dev.muster.protocol.Event;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.PermissionMode;
import dev.muster.protocol.SessionInfo;
import dev.muster.provider.AnthropicClient;
import dev.muster.provider.ClientIdentity;
import dev.muster.provider.Credentials;
import dev.muster.provider.ProviderConfig;
import dev.muster.settings.Sourced;
import dev.muster.transcript.Redactor;
import dev.muster.transcript.SessionStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Wires one session from its command line, its settings and the wishes of its host. */
final class SessionOpener implements AgentOpener {

  private static final int STRUCTURED_ATTEMPTS = 5;

  private final Arguments.Run run;
  private final Surroundings around;
  private final Machine machine;
  private @Nullable OpenedSession opened;
  private @Nullable AnthropicClient client;
  private @Nullable SessionSettings settings;

  SessionOpener(Arguments.Run run, Surroundings around, Machine machine) {
    this.run = run;
    this.around = around;
    this.machine = machine;
  }

  @Override
  public Agent open(HostOptions host, EventSink face, Asker asker) {
    SessionSettings read = SessionSettings.read(around, run);
    settings = read;
    ProviderConfig config = ProviderConfig.of(read.environment());
    Redactor redactor = CredentialSource.redactor(read, config);
    EventSink events = DebugLog.around(face, run.debug(), around, redactor);
    ModeGuard guard =
        new ModeGuard(read.settings(), around.environment(), run.permissions().bypassAllowed());
    PermissionMode mode = mode(read);
    guard.check(mode);
    Models models = Models.of(read, run);
    Credentials credentials = CredentialSource.of(read, around, machine, redactor);
    OpenedSession session = OpenedSession.open(run.start(), run.persist(), around, read, redactor);
    opened = session;
    Ahead<Conversation> conversation =
        session.conversation(Caps.forWindow(models.first().contextWindow()), around.folder());
    PromptFlags flags = Telling.flags(run, host, around, read);
    Ahead<@Nullable VersionControl> repository = repository(flags, read);
    AnthropicClient provider = client(config, credentials, session.id());
    Toolbox tools = Toolbox.of(run, host, around, read, machine, session);
    Telling telling = Telling.of(flags, around, read, run.sources().layers(), tools, repository);
    Asks asks = new Asks(models, telling, tools, read);
    asks.of(models.first().name()); // now, while an old session is still being read
    LoopParts parts =
        new LoopParts(
            session.id(),
            provider,
            tools.registry(),
            tools.engine(),
            asker,
            new SessionGrants(tools.engine(), read, read.mainFolder()),
            events,
            session.sink(),
            conversation.get(),
            asks::of,
            spending(),
            tools.folder()::current,
            telling,
            tools::notices,
            prompt -> Attachments.of(prompt, tools.folder().current(), around, tools),
            around.ids(),
            around.clock());
    SessionInfo info =
        new SessionInfo(
            session.id(),
            around.folder(),
            models.first().name(),
            mode,
            tools.registry().names(),
            credentials.apiKeySource(),
            around.version());
    read.warnings().forEach(warning -> events.emit(new Event.Warned(warning)));
    tools.warnings().forEach(warning -> events.emit(new Event.Warned(warning)));
    Agent agent =
        new SessionAgent(
            parts, limits(models), info, (wanted, now) -> guard.checkChange(wanted), models::name);
    return run.io().input() == InputFormat.TEXT ? new FollowUps(agent, tools.tasks()) : agent;
  }

  /** What version control says, unless the model is told nothing of it. */
  private Ahead<@Nullable VersionControl> repository(PromptFlags flags, SessionSettings read) {
    return flags.gitInstructions() && flags.replacement() == null
        ? RepositoryState.ahead(around, read, machine)
        : Ahead.done(null);
  }

  /** The client, whose connections are made ready while the rest is wired. */
  private AnthropicClient client(ProviderConfig config, Credentials credentials, String sessionId) {
    AnthropicClient provider =
        new AnthropicClient(
            config, credentials, new ClientIdentity(around.version(), sessionId), around.clock());
    client = provider;
    provider.prepare();
    return provider;
  }

  /** Without lambdas, which a start that the cache was not trained on would have to make first. */
  private PermissionMode mode(SessionSettings read) {
    Optional<PermissionMode> asked = run.permissions().mode();
    if (asked.isPresent()) {
      return asked.get();
    }
    Optional<Sourced<PermissionMode>> usual = read.settings().permissions().defaultMode();
    return usual.isPresent() ? usual.get().value() : PermissionMode.DEFAULT;
  }

  private Spending spending() {
    return new Spending(
        run.limits().maxBudgetNanos(), ModelCatalog.builtIn(), Pricing.builtIn(), around.clock());
  }

  private LoopLimits limits(Models models) {
    return new LoopLimits(
        run.limits().maxTurns().orElse(0), STRUCTURED_ATTEMPTS, models.fallbacks());
  }

  /** Ends what the session holds: its file, its connections, its background commands. */
  void finish() {
    OpenedSession session = opened;
    if (session != null) {
      session.sink().close();
    }
    AnthropicClient provider = client;
    if (provider != null) {
      provider.close();
    }
  }

  /** Removes sessions that are past their time, once the work is done. */
  void expire() {
    SessionSettings read = settings;
    OpenedSession session = opened;
    SessionStore store = session == null ? null : session.store();
    if (read != null && store != null && run.persist()) {
      store.expire(read.settings().cleanupPeriodDays());
    }
  }
}
