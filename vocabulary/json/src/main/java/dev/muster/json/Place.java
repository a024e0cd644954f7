package dev.muster.json;

/** Where a value stands in its file: line and column, both from 1. */
public record Place(int line, int column) {}
