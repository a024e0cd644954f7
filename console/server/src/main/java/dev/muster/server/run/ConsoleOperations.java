package dev.muster.server.run;

import dev.muster.json.Json;
import dev.muster.web.Operations;
import java.nio.file.Path;

/** What a running console does for whoever operates it. */
final class ConsoleOperations implements Operations {

  private final Console console;
  private final Figures figures;

  ConsoleOperations(Console console, Figures figures) {
    this.console = console;
    this.figures = figures;
  }

  @Override
  public Json.Obj status() {
    return console.status();
  }

  @Override
  public String metrics() {
    return figures.text();
  }

  @Override
  public Json.Obj backup(String file) {
    Path path = Path.of(file);
    if (!path.isAbsolute()) {
      throw new IllegalArgumentException("file: must be an absolute path");
    }
    return console.storage().backup(path);
  }
}
