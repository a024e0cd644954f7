package dev.muster.protocol;

import dev.muster.json.Json;
import org.jspecify.annotations.Nullable;

/** What a person or a host says to a question about a call. */
public sealed interface Answer {

  /**
   * Go ahead.
   *
   * @param changedInput what to run instead, to be decided afresh; {@code null} to run what was
   *     asked
   */
  record Approve(Json.@Nullable Obj changedInput) implements Answer {}

  /**
   * Do not.
   *
   * @param interrupt whether the whole turn ends with it
   */
  record Refuse(String message, boolean interrupt) implements Answer {}

  /** There is nobody to ask. */
  record Nobody() implements Answer {}
}
