package dev.muster.protocol;

import dev.muster.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person or a host says to a question about a call. */
public sealed interface Answer {

  /**
   * Go ahead.
   *
   * @param changedInput what to run instead, to be decided afresh; {@code null} to run what was
   *     asked
   * @param grants what is permitted from now on besides; none for this once
   */
  record Approve(Json.@Nullable Obj changedInput, List<PermissionUpdate> grants) implements Answer {
    /** With grants, which are copied. */
    public Approve(Json.@Nullable Obj changedInput, List<PermissionUpdate> grants) {
      this.changedInput = changedInput;
      this.grants = List.copyOf(grants);
    }

    /** For this once. */
    public Approve(Json.@Nullable Obj changedInput) {
      this(changedInput, List.of());
    }
  }

  /**
   * Do not.
   *
   * @param interrupt whether the whole turn ends with it
   */
  record Refuse(String message, boolean interrupt) implements Answer {}

  /** There is nobody to ask. */
  record Nobody() implements Answer {}
}
