package dev.muster.gateway;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Says who can be asked for a model: by order, then at random by weight; those whose circuit is
 * open come last, so that somebody is asked when all are ill. Thread-safe.
 */
final class Upstreams {

  private final List<Upstream> all;
  private final RandomGenerator random;

  Upstreams(List<UpstreamSettings> settings, RandomGenerator random) {
    List<Upstream> upstreams = new ArrayList<>();
    for (UpstreamSettings one : settings) {
      upstreams.add(new Upstream(one));
    }
    this.all = List.copyOf(upstreams);
    this.random = random;
  }

  /** Those that serve the model under either name, in the order in which to try them. */
  List<Upstream> candidates(String model, String priced) {
    if (all.size() == 1) {
      return serves(all.getFirst(), model, priced) ? all : List.of();
    }
    record Drawn(Upstream upstream, boolean open, double draw) {}
    List<Drawn> drawn = new ArrayList<>();
    for (Upstream upstream : all) {
      if (serves(upstream, model, priced)) {
        // The least of exponential draws is distributed by weight.
        double draw = -Math.log(1 - random.nextDouble()) / upstream.settings().weight();
        drawn.add(new Drawn(upstream, upstream.health().isOpen(), draw));
      }
    }
    drawn.sort(
        Comparator.comparing(Drawn::open)
            .thenComparingInt(d -> d.upstream().settings().order())
            .thenComparingDouble(Drawn::draw));
    return drawn.stream().map(Drawn::upstream).toList();
  }

  private static boolean serves(Upstream upstream, String model, String priced) {
    UpstreamSettings.Models models = upstream.settings().models();
    return models.serve(model) || models.serve(priced);
  }
}
