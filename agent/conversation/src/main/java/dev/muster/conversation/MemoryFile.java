package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import java.nio.file.Path;

/** One memory file that was loaded. */
public record MemoryFile(Path path, Scope scope, String text) {

  /** Whose file it is. */
  public enum Scope {
    MANAGED("organization"),
    USER("user"),
    PROJECT("project"),
    LOCAL("project, personal");

    private final String label;

    Scope(String label) {
      this.label = label;
    }

    /** Whether the file may import from anywhere: its author could read everything anyway. */
    boolean isTheirOwn() {
      return this == MANAGED || this == USER;
    }
  }

  ContentBlock block(boolean trusted) {
    String label = trusted || scope.isTheirOwn() ? scope.label : scope.label + ", not trusted yet";
    return new ContentBlock.Text(Tagged.memory(path.toString(), label, text));
  }
}
