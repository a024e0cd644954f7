package dev.muster.server.config;

import dev.muster.json.Place;
import java.nio.file.Path;

/**
 * A mistake in the configuration.
 *
 * @param what what is wrong and, where there is one, the nearest thing that would be right
 */
public record Fault(Path file, Place place, String what) {

  /** The fault as people read it, {@code file:line:column: what}. */
  public String text() {
    return file + ":" + place.line() + ":" + place.column() + ": " + what;
  }
}
