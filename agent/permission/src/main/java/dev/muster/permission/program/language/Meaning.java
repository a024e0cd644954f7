package dev.muster.permission.program.language;

import java.util.List;

/** What a program in a small language does besides reading its input and printing. */
public sealed interface Meaning {

  /** Nothing else than reading and writing these files. */
  record Known(List<String> reads, List<String> writes) implements Meaning {

    /** Nothing else at all. */
    public static final Known PURE = new Known(List.of(), List.of());

    public Known {
      reads = List.copyOf(reads);
      writes = List.copyOf(writes);
    }
  }

  /**
   * Perhaps anything.
   *
   * @param reason one plain sentence for a person, without a final full stop
   */
  record Unknown(String reason) implements Meaning {}
}
