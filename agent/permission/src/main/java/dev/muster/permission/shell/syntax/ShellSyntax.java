package dev.muster.permission.shell.syntax;

import java.util.List;

/** Reads a text by the grammar of bash, not interactive and not in POSIX mode. */
public final class ShellSyntax {
  private ShellSyntax() {}

  /** What came of reading. */
  public sealed interface Reading {

    /** All of it was read. */
    record Whole(Script script) implements Reading {}

    /**
     * It was not read to its end: bash refuses it too, or takes it for something not read here.
     *
     * @param what stands there, to be put after "contains"
     * @param before the commands that were read
     */
    record Refused(String what, Script before) implements Reading {}
  }

  /** Reads a text; the cost is linear in its length. */
  public static Reading read(String text) {
    CommandParser parser = new CommandParser(new Source(text));
    try {
      return new Reading.Whole(parser.whole());
    } catch (Refusal refusal) {
      return new Reading.Refused(refusal.what(), new Script(List.copyOf(parser.stepsSoFar())));
    }
  }
}
