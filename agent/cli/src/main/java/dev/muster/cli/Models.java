package dev.muster.cli;

import dev.muster.cli.args.Arguments;
import dev.muster.pricing.ModelCatalog;
import dev.muster.pricing.ModelChoice;
import dev.muster.protocol.Problem;
import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.ProblemException;
import dev.muster.settings.Settings;
import dev.muster.settings.Sourced;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The models that a session may ask.
 *
 * @param first the one that it begins with
 * @param fallbacks the full names of those that take over when it is overloaded, in order
 */
record Models(
    ModelChoice first, List<String> fallbacks, Settings settings, Map<String, String> environment) {

  Models {
    fallbacks = List.copyOf(fallbacks);
  }

  /** Flag, then {@code ANTHROPIC_MODEL}, then settings, then the default. */
  static Models of(SessionSettings read, Arguments.Run run) {
    String asked =
        run.model()
            .or(() -> present(read.environment().get("ANTHROPIC_MODEL")))
            .or(() -> read.settings().model().map(Sourced::value))
            .orElse("default");
    Models unchecked =
        new Models(
            ModelCatalog.builtIn().resolve(asked, read.environment()),
            List.of(),
            read.settings(),
            read.environment());
    List<String> fallbacks = new ArrayList<>();
    for (String fallback : fallbacks(read, run)) {
      fallbacks.add(unchecked.choice(fallback).name());
    }
    return new Models(unchecked.choice(asked), fallbacks, read.settings(), read.environment());
  }

  private static List<String> fallbacks(SessionSettings read, Arguments.Run run) {
    if (!run.fallbackModels().isEmpty()) {
      return run.fallbackModels();
    }
    List<String> names = new ArrayList<>();
    for (Sourced<String> name : read.settings().fallbackModels()) {
      names.add(name.value());
    }
    return names;
  }

  private static Optional<String> present(@Nullable String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value);
  }

  /**
   * What a name or alias stands for.
   *
   * @throws ProblemException when the settings do not let it be chosen
   */
  ModelChoice choice(String asked) {
    ModelChoice choice = ModelCatalog.builtIn().resolve(asked, environment);
    List<Sourced<String>> available = settings.availableModels().orElse(null);
    if (available == null
        || ModelCatalog.builtIn()
            .admits(available.stream().map(Sourced::value).toList(), choice, environment)) {
      return choice;
    }
    throw new ProblemException(
        new Problem(
            ProblemCode.MODE_FORBIDDEN,
            "the model " + asked + " is not among the availableModels of the settings",
            available.isEmpty()
                ? "No model may be chosen; ask whoever keeps the settings"
                : "Choose one of: "
                    + String.join(", ", available.stream().map(Sourced::value).toList())));
  }

  /** The full name that a name or alias stands for. */
  String name(String asked) {
    return choice(asked).name();
  }
}
