package dev.muster.model;

/** Who speaks in a message. */
public enum Role {
  USER,
  ASSISTANT
}
