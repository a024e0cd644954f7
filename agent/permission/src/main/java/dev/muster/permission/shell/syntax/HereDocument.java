package dev.muster.permission.shell.syntax;

import java.util.List;

/** The body of a here-document, which stands further on than the redirection. */
public final class HereDocument {
  private final String delimiter;
  private final boolean quoted;
  private final boolean stripsTabs;
  private List<Part> body = List.of();

  HereDocument(String delimiter, boolean quoted, boolean stripsTabs) {
    this.delimiter = delimiter;
    this.quoted = quoted;
    this.stripsTabs = stripsTabs;
  }

  String delimiter() {
    return delimiter;
  }

  /** Whether the body is handed on as it stands. */
  public boolean quoted() {
    return quoted;
  }

  boolean stripsTabs() {
    return stripsTabs;
  }

  /** What the body consists of. */
  public List<Part> body() {
    return body;
  }

  void fill(List<Part> parts) {
    body = parts;
  }
}
