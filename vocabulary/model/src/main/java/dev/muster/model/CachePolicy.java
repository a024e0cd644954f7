package dev.muster.model;

/** Whether the prompt's stable prefix is written to the provider's cache, and for how long. */
public enum CachePolicy {
  OFF,
  FIVE_MINUTES,
  ONE_HOUR
}
