package dev.muster.settings;

import dev.muster.protocol.Origin;

/** A value and where it was written. */
public record Sourced<T>(T value, Origin origin) {}
