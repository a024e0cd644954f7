package dev.muster.server.run;

import dev.muster.gateway.GatewayEvents;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Counts what happens in the gateway, and logs what an operator should know. Never blocks; labels
 * are upstreams, statuses and kinds of refusals, of which there are few.
 */
final class GatewayFigures implements GatewayEvents {

  private static final Logger LOG = Logger.getLogger("dev.muster.gateway");

  private final MeterRegistry registry;
  private final Map<String, Counter> counters = new ConcurrentHashMap<>();
  private final Timer firstByte;
  private final Timer whole;

  GatewayFigures(MeterRegistry registry) {
    this.registry = registry;
    this.firstByte = timer("muster.request.first.byte", "To the first byte of the answer");
    this.whole = timer("muster.request", "To the end of the answer");
  }

  private Timer timer(String name, String about) {
    return Timer.builder(name)
        .description(about)
        .serviceLevelObjectives(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60))
        .register(registry);
  }

  @Override
  public void on(Event event) {
    switch (event) {
      case Event.Refused refused -> {
        count("muster.refusals", "type", refused.type(), "status", refused.status());
        if (refused.status() >= 500) {
          LOG.log(
              Level.WARNING, "{0} refused: {1}", new Object[] {refused.requestId(), refused.why()});
        }
      }
      case Event.UpstreamFailed failed -> {
        count("muster.upstream.failures", "upstream", failed.upstream(), "status", failed.status());
        LOG.log(
            Level.WARNING,
            "{0} upstream {1} failed: {2}",
            new Object[] {failed.requestId(), failed.upstream(), failed.why()});
      }
      case Event.UpstreamHealth health ->
          LOG.log(
              Level.WARNING,
              "upstream {0} is {1}",
              new Object[] {
                health.upstream(), health.healthy() ? "asked again" : "left alone for a while"
              });
      case Event.Finished finished -> finished(finished);
      case Event.Released released -> count("muster.requests.released", "", "", "", 0);
      case Event.AboveBound above -> {
        count("muster.charges.above.bound", "", "", "", 0);
        LOG.log(
            Level.SEVERE,
            "{0} cost more than its bound: {1} of {2} nano-dollars",
            new Object[] {
              above.requestId(), Long.toString(above.nanos()), Long.toString(above.boundNanos())
            });
      }
      case Event.LedgerFailed failed -> {
        count("muster.ledger.failures", "", "", "", 0);
        LOG.log(Level.SEVERE, "{0} ledger: {1}", new Object[] {failed.requestId(), failed.why()});
      }
    }
  }

  private void finished(Event.Finished finished) {
    count("muster.requests", "upstream", finished.upstream(), "status", finished.status());
    counter("muster.spend.nanodollars", "upstream", finished.upstream(), "exact", finished.exact())
        .increment((double) finished.nanos());
    tokens("input", finished.usage().input());
    tokens("output", finished.usage().output());
    tokens("cache_read", finished.usage().cacheRead());
    tokens("cache_write", finished.usage().cacheWrite5m() + finished.usage().cacheWrite1h());
    firstByte.record(finished.firstByteMicros(), TimeUnit.MICROSECONDS);
    whole.record(finished.micros(), TimeUnit.MICROSECONDS);
  }

  private void tokens(String kind, long count) {
    counter("muster.tokens", "kind", kind, "", "").increment((double) count);
  }

  private void count(String name, String label, String value, String other, int number) {
    counter(name, label, value, other, number).increment();
  }

  private Counter counter(String name, String label, String value, String other, Object more) {
    return counters.computeIfAbsent(
        name + '/' + value + '/' + more,
        _ -> {
          Counter.Builder counter = Counter.builder(name);
          if (!label.isEmpty()) {
            counter.tag(label, value);
          }
          if (!other.isEmpty()) {
            counter.tag(other, String.valueOf(more));
          }
          return counter.register(registry);
        });
  }
}
