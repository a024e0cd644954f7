package dev.muster.domain;

import java.time.Instant;

/** A team with its own members, keys and caps. */
public record Organisation(String id, String name, Instant createdAt) {}
