package dev.muster.permission.shell.syntax;

/** Where an expansion stands. */
enum Quoting {
  NONE,
  DOUBLE,
  /** In the body of a here-document, where a double quote is nothing special. */
  DOCUMENT
}
