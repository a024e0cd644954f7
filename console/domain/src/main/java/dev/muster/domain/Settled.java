package dev.muster.domain;

/**
 * What a reservation came to; durable.
 *
 * @param nanos what is charged, in nano-dollars; 0 for one that was released
 */
public record Settled(String requestId, long nanos) {}
