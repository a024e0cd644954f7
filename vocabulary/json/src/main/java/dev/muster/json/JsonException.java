package dev.muster.json;

/** Text that is not the JSON expected, with the place (1-based) where reading stopped. */
public final class JsonException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  JsonException(String message, int line, int column) {
    super(message);
    this.line = line;
    this.column = column;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }
}
