package dev.muster.permission.shell.syntax;

/** What comes next, as far as the grammar asks. */
enum Token {
  END,
  NEWLINE,
  WORD,
  REDIRECTION,
  SEMICOLON,
  BACKGROUND,
  AND,
  OR,
  PIPE,
  PIPE_BOTH,
  OPEN,
  CLOSE,
  LEAVE_ARM,
  RUN_NEXT_ARM,
  TEST_NEXT_ARM
}
