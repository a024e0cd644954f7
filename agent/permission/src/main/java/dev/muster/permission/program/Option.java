package dev.muster.permission.program;

import java.util.List;

/**
 * An option of a program.
 *
 * @param values what its values stand for; several only with {@link Takes#NEXT}
 */
record Option(Takes takes, List<Role> values) {
  static final Option FLAG = new Option(Takes.NOTHING, List.of());

  Option {
    values = List.copyOf(values);
  }

  /** Where the value of an option is. */
  enum Takes {
    NOTHING,
    /** Attached, or the next argument. */
    NEXT,
    /** The next argument if there is one, or attached. */
    NEXT_IF_ANY,
    /** Only attached, if at all. */
    MAYBE,
    /** Attached; without it the option is not known. */
    ATTACHED
  }
}
