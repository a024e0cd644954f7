package dev.muster.policy.view;

import dev.muster.policy.Place;
import dev.muster.protocol.Origin;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as people read them: those below the session's folder and the home short. */
public final class ShownPaths {

  private final Place place;

  /** Paths seen from a place. */
  public ShownPaths(Place place) {
    this.place = place;
  }

  /** A path: relative to the session's folder, else to the home, else in full. */
  public String of(Path path) {
    if (path.startsWith(place.folder()) && !path.equals(place.folder())) {
      return Printable.of(place.folder().relativize(path).toString());
    }
    if (path.startsWith(place.home())) {
      return Printable.of(path.equals(place.home()) ? "~" : "~/" + place.home().relativize(path));
    }
    return Printable.of(path.toString());
  }

  /** The place of a setting: a file and its line, or a flag. */
  public String place(Origin origin) {
    String source = origin.source();
    try {
      source = source.startsWith("/") ? of(Path.of(source)) : source;
    } catch (InvalidPathException noPath) {
      // then it is shown as it is
    }
    return Printable.of(origin.line() > 0 ? source + ":" + origin.line() : source);
  }
}
