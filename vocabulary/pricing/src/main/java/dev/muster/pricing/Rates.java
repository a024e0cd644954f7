package dev.muster.pricing;

import java.time.LocalDate;

/**
 * Prices of a model from a day on, for prompts from a length on, in nano-dollars a token.
 *
 * @param from the first day (UTC) on which they hold
 * @param promptFrom the least prompt length in tokens, however cached, for which they hold
 * @param cacheWrite5m of a token written to the five-minute cache
 * @param cacheWrite1h of a token written to the one-hour cache
 */
public record Rates(
    LocalDate from,
    long promptFrom,
    long input,
    long cacheWrite5m,
    long cacheWrite1h,
    long cacheRead,
    long output) {}
