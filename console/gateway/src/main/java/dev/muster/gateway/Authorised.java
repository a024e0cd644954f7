package dev.muster.gateway;

import dev.muster.domain.Caller;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.ModelFacts;
import dev.muster.pricing.Pricing;
import dev.muster.pricing.PromptBound;
import dev.muster.pricing.RawBound;
import dev.muster.pricing.RawRequest;
import dev.muster.pricing.RequestScan;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A request for a model that its sender may ask for, whose price is bounded, and which somebody
 * serves; made by {@link #check} alone.
 *
 * @param model as the client named it
 * @param priced the model's id as prices know it
 * @param streams whether the answer is a stream
 * @param upstreams who can be asked, the best first
 * @param day (UTC) whose prices count
 */
record Authorised(
    Authenticated authenticated,
    Body body,
    RawRequest raw,
    String model,
    String priced,
    boolean streams,
    List<Upstream> upstreams,
    LocalDate day,
    RawBound.Bounded bound)
    implements Checked<Authorised> {

  /** What the rules need to know. */
  record Rules(ModelCatalog catalog, Pricing pricing, Upstreams upstreams, Reasons reasons) {}

  /** Reads the body and applies the rules. */
  static Checked<Authorised> check(
      Authenticated authenticated, byte[] body, Rules rules, LocalDate day) {
    RawRequest raw;
    switch (RequestScan.read(body)) {
      case RawRequest.Reading.Refused(String why) -> {
        return new Checked.Stopped<>(Refusal.invalid(why));
      }
      case RawRequest.Reading.Read(RawRequest request) -> raw = request;
    }
    Target target = authenticated.request().target();
    String model = target.model() != null ? target.model() : raw.model();
    if (model == null || model.isEmpty()) {
      return new Checked.Stopped<>(Refusal.invalid("model: Field required"));
    }
    Optional<ModelFacts> facts = rules.catalog().find(model);
    String priced = facts.map(ModelFacts::id).orElse(model);
    if (!allows(authenticated.caller(), model, priced)) {
      return new Checked.Stopped<>(
          Refusal.forbidden("The model asked for is not among those that this key may use."));
    }
    List<Upstream> upstreams = rules.upstreams().candidates(model, priced);
    if (upstreams.isEmpty()) {
      return new Checked.Stopped<>(Refusal.notFound("No upstream serves the model asked for."));
    }
    int percent = upstreams.stream().mapToInt(u -> u.settings().pricePercent()).max().orElse(100);
    return switch (rules.pricing().bound(raw, priced, raw.prompt(), percent, day)) {
      case RawBound.Unpriced(String what) -> new Checked.Stopped<>(Refusal.invalid(what));
      case RawBound.Bounded bound ->
          new Authorised(
              authenticated,
              new Body(body),
              raw,
              model,
              priced,
              streams(target, raw),
              upstreams,
              day,
              bound);
    };
  }

  private static boolean streams(Target target, RawRequest raw) {
    return switch (target.shape()) {
      case MESSAGES -> raw.stream();
      case BEDROCK -> target.streams();
      // The path says how the answer is carried, the body whether it is one event or many.
      case VERTEX -> raw.stream();
    };
  }

  static boolean allows(Caller caller, String model, String priced) {
    return caller.models().allows(model) || caller.models().allows(priced);
  }

  /** The bound once the provider has counted the prompt; this one's where a count says nothing. */
  RawBound.Bounded counted(long tokens, Pricing pricing) {
    if (!raw.countable()) {
      return bound;
    }
    PromptBound prompt = raw.prompt().counted(tokens);
    int percent = upstreams.stream().mapToInt(u -> u.settings().pricePercent()).max().orElse(100);
    return pricing.bound(raw, priced, prompt, percent, day) instanceof RawBound.Bounded tighter
            && tighter.nanos() < bound.nanos()
        ? tighter
        : bound;
  }

  GatewayRequest request() {
    return authenticated.request();
  }

  Caller caller() {
    return authenticated.caller();
  }
}
