package dev.muster.permission.program;

import org.jspecify.annotations.Nullable;

/**
 * What follows from an option, or from running a program at all.
 *
 * @param text the clause or path that belongs to it; empty where none does
 * @param operands for {@link Kind#OPERANDS} what operands are
 */
record Effect(Kind kind, String text, @Nullable Operands operands) {

  /** The kinds; a profile names them in lower case. */
  enum Kind {
    /** Runs code that is not looked into. */
    CODE,
    /** Changes something that is no file. */
    CHANGES,
    /** Uses the network. */
    CONNECTS,
    /** May do anything. */
    UNKNOWN,
    /** Reads a path that is not among its words. */
    READS,
    SEARCHES,
    /** What links below its operands lead to is read as well. */
    FOLLOWS,
    /** Reads what is named elsewhere, as in a list of files or by links. */
    ANYWHERE,
    WRITES,
    FILLS,
    /** Changes files that its words do not name, anywhere. */
    REWRITES,
    /** Changes files that its words do not name, in the repository's working folder. */
    CHECKOUT,
    /** Runs, as a shell, what its input says. */
    INPUT,
    /** Reads the repository, with what its configuration makes git start. */
    REPOSITORY,
    /** Operands are something else. */
    OPERANDS,
    /** What is read, written, removed or copied is so with everything below. */
    TREE,
    /** The pattern or program is no operand. */
    GIVEN,
    /** The target of copies stands for itself even where it is a folder. */
    EXACT,
    /** None. */
    NOTHING
  }

  static Kind kind(String word) {
    return switch (word) {
      case "code" -> Kind.CODE;
      case "changes" -> Kind.CHANGES;
      case "connects" -> Kind.CONNECTS;
      case "reads" -> Kind.READS;
      case "searches" -> Kind.SEARCHES;
      case "anywhere" -> Kind.ANYWHERE;
      case "follows" -> Kind.FOLLOWS;
      case "writes" -> Kind.WRITES;
      case "fills" -> Kind.FILLS;
      case "rewrites" -> Kind.REWRITES;
      case "checkout" -> Kind.CHECKOUT;
      case "input" -> Kind.INPUT;
      case "repository" -> Kind.REPOSITORY;
      case "operands" -> Kind.OPERANDS;
      case "tree" -> Kind.TREE;
      case "given" -> Kind.GIVEN;
      case "exact" -> Kind.EXACT;
      case "nothing" -> Kind.NOTHING;
      case "unknown" -> Kind.UNKNOWN;
      default -> throw new ProfileFault("there is no effect \"" + word + "\"");
    };
  }

  /** Whether a text must follow its name. */
  static boolean needsText(Kind kind) {
    return switch (kind) {
      case CODE, CHANGES, UNKNOWN, READS, SEARCHES, WRITES, FILLS, OPERANDS -> true;
      case CONNECTS, INPUT, REPOSITORY, REWRITES, CHECKOUT, ANYWHERE, FOLLOWS -> false;
      case TREE, GIVEN, EXACT, NOTHING -> false;
    };
  }
}
