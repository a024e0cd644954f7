package dev.muster.pricing;

import java.util.Optional;

/**
 * A model that was asked for, resolved.
 *
 * @param asked what was asked for: an alias, an id or any name
 * @param name the full name, with the suffix {@code [1m]} where the long context is wanted; results
 *     list usage under it
 * @param wireId the id as it goes on the wire, without that suffix
 * @param longContext whether the long context is wanted
 * @param contextWindow the most tokens of prompt and answer together; cautious for a model that is
 *     not known
 * @param maxOutput the most output tokens of one request; cautious for a model that is not known
 * @param facts what is known of it; empty for a name of which nothing is known
 */
public record ModelChoice(
    String asked,
    String name,
    String wireId,
    boolean longContext,
    long contextWindow,
    long maxOutput,
    Optional<ModelFacts> facts) {

  /** The context window of a model of which nothing is known, in tokens. */
  public static final long UNKNOWN_CONTEXT_WINDOW = 200_000;

  /** The most output tokens of a model of which nothing is known. */
  public static final long UNKNOWN_MAX_OUTPUT = 32_000;
}
