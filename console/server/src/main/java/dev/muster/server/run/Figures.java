package dev.muster.server.run;

import dev.muster.gateway.Gateway;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The console's figures for Prometheus. No figure is labelled with a key, a person or a text. */
final class Figures implements AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();

  Figures() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Where figures are registered. */
  MeterRegistry registry() {
    return registry;
  }

  /** Adds what a gateway and the ledger have to do just now. */
  void watch(Gateway gateway, Storage storage) {
    Gauge.builder("muster.requests.under.way", gateway, Gateway::inFlight).register(registry);
    Gauge.builder("muster.requests.unsettled", gateway, Gateway::unsettled).register(registry);
    Gauge.builder("muster.ledger.waiting", storage, s -> s.figures().waiting()).register(registry);
    Gauge.builder("muster.ledger.unbooked", storage, s -> s.figures().unbooked())
        .register(registry);
    Gauge.builder("muster.ledger.available", storage, s -> s.figures().available() ? 1 : 0)
        .register(registry);
    FunctionCounter.builder("muster.ledger.granted", storage, s -> s.figures().granted())
        .register(registry);
    FunctionCounter.builder("muster.ledger.refused", storage, s -> s.figures().refused())
        .register(registry);
  }

  /** Every figure as Prometheus reads it. */
  String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
