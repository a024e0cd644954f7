package dev.muster.provider;

import dev.muster.json.Json;
import dev.muster.model.FailureKind;
import dev.muster.model.ModelAnswer;
import dev.muster.model.ModelClient;
import dev.muster.model.ModelEvent;
import dev.muster.model.ModelRequest;
import dev.muster.wire.ErrorDecoder;
import dev.muster.wire.MessagesEncoder;
import dev.muster.wire.ProviderError;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to Anthropic's Messages API, or to whatever speaks it.
 *
 * <p>Nothing is opened before the first request. An attempt that no answer began to is repeated as
 * {@link RetrySchedule} says; one whose answer began is not. Where the address is Anthropic's own
 * and no credential can be had, nothing is sent; another host, such as a gateway on this machine,
 * may ask for none. A model name that ends in {@code [1m]} asks for the long context: the suffix
 * becomes a beta header. Credentials appear in no result, event or exception. Safe for use by
 * several threads.
 */
public final class AnthropicClient implements ModelClient {

  private static final String LONG_CONTEXT = "[1m]";

  private final ProviderConfig config;
  private final Credentials credentials;
  private final ClientIdentity identity;
  private final InstantSource clock;
  private final Pause pause;
  private final DoubleSupplier random;
  private final Connections connections;
  private final Transport transport;
  private final PromptCount count;
  private final Mask mask = new Mask();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable BodyStream> lingering = new AtomicReference<>();

  /** Prepares a client that waits in real time. */
  public AnthropicClient(
      ProviderConfig config,
      Credentials credentials,
      ClientIdentity identity,
      InstantSource clock) {
    this(
        config,
        credentials,
        identity,
        clock,
        Pause.REAL,
        () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Prepares a client.
   *
   * @param clock tells how far away the date of a {@code retry-after} is
   * @param random numbers from 0 up to 1 that spread the waits of many clients
   */
  public AnthropicClient(
      ProviderConfig config,
      Credentials credentials,
      ClientIdentity identity,
      InstantSource clock,
      Pause pause,
      DoubleSupplier random) {
    this.config = config;
    this.credentials = credentials;
    this.identity = identity;
    this.clock = clock;
    this.pause = pause;
    this.random = random;
    this.connections = new Connections(config);
    this.transport = new Transport(config, connections);
    this.count = new PromptCount(config, transport);
    hideConfigured();
  }

  /**
   * Makes the connection's machinery ready on another thread, for a caller that knows that a
   * request will follow. It takes longer than any other part of a first request, most of all for
   * TLS, whose authorities must be loaded. Nothing is sent, and a failure shows at the request.
   */
  public void prepare() {
    Thread.ofPlatform().daemon().name("provider-prepare").start(connections::prepare);
  }

  private void hideConfigured() {
    for (Header header : config.headers()) {
      mask.add(header.value());
      mask.add(header.bare());
    }
    config.forEachPassword(mask::add);
  }

  @Override
  public ModelAnswer send(ModelRequest request, boolean streamed, Consumer<ModelEvent> events)
      throws InterruptedException {
    RetrySchedule schedule =
        new RetrySchedule(config.maxRetries(), credentials.mayChange(), random);
    Attempt attempt =
        new Attempt(config, transport, mask, clock, lingering, request.cache(), streamed, events);
    boolean longContext = request.model().endsWith(LONG_CONTEXT);
    BodySender sender = new BodySender(MessagesEncoder.encode(onTheWire(request), streamed));
    while (true) {
      Exchange exchange = attempt(attempt, longContext, sender);
      if (exchange instanceof Exchange.Ended(ModelAnswer answer)) {
        return answer;
      }
      if (exchange instanceof Exchange.Refused(ProviderError error, RetryHint hint)) {
        Duration wait = closed.getCount() == 0 ? null : schedule.next(error, hint);
        if (wait == null) {
          return failed(error);
        }
        announce(error, schedule.retries(), wait, events);
        if (wait.isPositive()) {
          pause.await(wait, closed);
        }
      }
    }
  }

  /** Tried once, with the credential at hand: whoever asks has something else to go by. */
  @Override
  public OptionalLong countPrompt(ModelRequest request) throws InterruptedException {
    Credentials.Outcome credential = credentials.current();
    boolean anonymous = !config.firstParty() || RequestHeaders.authenticate(config.headers());
    if (!(credential instanceof Credentials.Outcome.Present)
        && !(credential instanceof Credentials.Outcome.Absent && anonymous)) {
      return OptionalLong.empty();
    }
    Credentials.Outcome.Present present =
        credential instanceof Credentials.Outcome.Present has
            ? has
            : new Credentials.Outcome.Present(null, null, false);
    hide(present);
    boolean longContext = request.model().endsWith(LONG_CONTEXT);
    return count.ask(
        MessagesEncoder.encodeForCount(onTheWire(request)),
        RequestHeaders.of(config, identity, present, longContext));
  }

  private void hide(Credentials.Outcome.Present present) {
    if (present.apiKey() != null) {
      mask.add(present.apiKey());
    }
    if (present.bearer() != null) {
      mask.add(present.bearer());
    }
  }

  private Exchange attempt(Attempt attempt, boolean longContext, BodySender sender)
      throws InterruptedException {
    return switch (credentials.current()) {
      case Credentials.Outcome.Unusable(String why, boolean mayPass) ->
          noCredential(why, mayPass ? RetryHint.YES : RetryHint.NO);
      case Credentials.Outcome.Absent() -> {
        if (config.firstParty() && !RequestHeaders.authenticate(config.headers())) {
          yield noCredential(
              "no credential is configured; set ANTHROPIC_API_KEY, ANTHROPIC_AUTH_TOKEN or the"
                  + " setting apiKeyHelper",
              RetryHint.NO);
        }
        yield attempt(
            attempt, new Credentials.Outcome.Present(null, null, false), longContext, sender);
      }
      case Credentials.Outcome.Present present -> attempt(attempt, present, longContext, sender);
    };
  }

  private Exchange attempt(
      Attempt attempt, Credentials.Outcome.Present present, boolean longContext, BodySender sender)
      throws InterruptedException {
    hide(present);
    Map<String, String> headers = RequestHeaders.of(config, identity, present, longContext);
    Exchange exchange = attempt.run(headers, sender);
    if (exchange instanceof Exchange.Refused(ProviderError error, RetryHint hint)) {
      Integer status = error.status();
      if (status != null && status == 401) {
        credentials.refused(present);
      }
    }
    return exchange;
  }

  private Exchange noCredential(String why, RetryHint hint) {
    return new Exchange.Refused(ErrorDecoder.of(FailureKind.NO_CREDENTIAL, why, null, mask), hint);
  }

  private void announce(
      ProviderError error, int retry, Duration wait, Consumer<ModelEvent> events) {
    events.accept(
        new ModelEvent.Retrying(
            retry, config.maxRetries(), wait, error.status(), error.kind(), error.message()));
  }

  private static ModelAnswer failed(ProviderError error) {
    return new ModelAnswer.Failed(error.kind(), error.message(), error.status(), error.requestId());
  }

  /** The request with the model's name as the provider knows it and the user's own members. */
  private ModelRequest onTheWire(ModelRequest request) {
    String model = request.model();
    String name =
        model.endsWith(LONG_CONTEXT)
            ? model.substring(0, model.length() - LONG_CONTEXT.length())
            : model;
    if (config.extraBody().members().isEmpty()) {
      return name.equals(model) ? request : request.withModel(name);
    }
    Map<String, Json> extra = new LinkedHashMap<>(request.extraBody().members());
    config.extraBody().members().forEach(extra::putIfAbsent);
    return new ModelRequest(
        name,
        request.system(),
        request.tools(),
        request.messages(),
        request.maxTokens(),
        request.thinking(),
        request.cache(),
        request.effort(),
        request.userId(),
        request.forcedTool(),
        new Json.Obj(extra));
  }

  @Override
  public void close() {
    closed.countDown();
    connections.close();
  }

  @Override
  public String toString() {
    return "AnthropicClient[" + config.baseUrl() + "]";
  }
}
