package dev.muster.permission.shell;

/**
 * A token of shell text.
 *
 * @param value for words what is left after quote removal; for {@link Kind#BAD} the reason
 * @param plain how many characters of the value come before the first quote or backslash
 * @param start where it begins in the text
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String value, boolean quoted, int plain, int start, int end) {

  /** What a token is to the grammar. */
  enum Kind {
    WORD,
    /** Digits directly before a redirection. */
    NUMBER,
    SEMICOLON,
    NEWLINE,
    AND,
    OR,
    PIPE,
    PIPE_BOTH,
    READ,
    WRITE,
    APPEND,
    CLOBBER,
    READ_WRITE,
    DUPLICATE_INPUT,
    DUPLICATE_OUTPUT,
    WRITE_BOTH,
    APPEND_BOTH,
    END,
    BAD;

    boolean redirects() {
      return switch (this) {
        case READ, WRITE, APPEND, CLOBBER, READ_WRITE -> true;
        case DUPLICATE_INPUT, DUPLICATE_OUTPUT, WRITE_BOTH, APPEND_BOTH -> true;
        case WORD, NUMBER, SEMICOLON, NEWLINE, AND, OR, PIPE, PIPE_BOTH, END, BAD -> false;
      };
    }
  }
}
