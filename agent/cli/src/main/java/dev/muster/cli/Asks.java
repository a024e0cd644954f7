package dev.muster.cli;

import dev.muster.conversation.CompactionPolicy;
import dev.muster.conversation.RequestOptions;
import dev.muster.conversation.RequestPlan;
import dev.muster.json.Json;
import dev.muster.loop.Asking;
import dev.muster.model.ThinkingMode;
import dev.muster.pricing.ModelChoice;
import dev.muster.settings.Sourced;
import java.util.HashMap;
import java.util.Map;

/** Prepares, for each model that a session asks, what stands before the messages. */
final class Asks {

  private final Models models;
  private final Telling telling;
  private final Toolbox tools;
  private final SessionSettings read;
  private final Map<String, Asking> prepared = new HashMap<>();

  Asks(Models models, Telling telling, Toolbox tools, SessionSettings read) {
    this.models = models;
    this.telling = telling;
    this.tools = tools;
    this.read = read;
  }

  /** How that model is asked; made once. */
  synchronized Asking of(String model) {
    return prepared.computeIfAbsent(model, this::prepare);
  }

  private Asking prepare(String model) {
    ModelChoice choice = models.choice(model);
    boolean thinks =
        read.settings().alwaysThinkingEnabled().map(Sourced::value).orElse(Boolean.FALSE);
    RequestOptions options =
        RequestOptions.of(
            read.environment(),
            new RequestOptions.Limits(
                choice.name(),
                choice.contextWindow(),
                choice.maxOutput(),
                thinks ? new ThinkingMode.Adaptive() : new ThinkingMode.Unset()),
            read.reasoning().thinking().orElse(null),
            read.reasoning()
                .effort()
                .or(() -> read.settings().effortLevel().map(Sourced::value))
                .orElse(null),
            null);
    RequestPlan plan =
        new RequestPlan(telling.system(choice.wireId()), tools.registry().specs(), options);
    CompactionPolicy policy =
        CompactionPolicy.of(read.environment(), choice.contextWindow(), options.maxTokens());
    boolean off =
        read.settings()
            .value("autoCompactEnabled")
            .filter(value -> value.value().equals(new Json.Bool(false)))
            .isPresent();
    return new Asking(plan, off ? policy.manual() : policy);
  }
}
