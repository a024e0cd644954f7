package dev.muster.permission.shell;

import org.jspecify.annotations.Nullable;

/** Compares identities: what is the same thing need not be compared by its contents. */
final class Same {
  private Same() {}

  // Identity is the question here.
  @SuppressWarnings("ReferenceEquality")
  static boolean thing(@Nullable Object one, @Nullable Object other) {
    return one == other;
  }
}
