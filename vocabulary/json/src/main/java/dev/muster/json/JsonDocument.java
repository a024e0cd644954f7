package dev.muster.json;

import java.util.Map;

/**
 * A JSON value together with the place of each value inside it.
 *
 * @param places by JSON pointer (RFC 6901); the root is the empty pointer. An object member's place
 *     is that of its name
 */
public record JsonDocument(Json root, Map<String, Place> places) {
  public JsonDocument {
    places = Map.copyOf(places);
  }

  /** The place of the value at that pointer, or of its nearest enclosing value. */
  public Place place(String pointer) {
    String at = pointer;
    while (true) {
      Place place = places.get(at);
      if (place != null) {
        return place;
      }
      int slash = at.lastIndexOf('/');
      if (slash < 0) {
        return new Place(1, 1);
      }
      at = at.substring(0, slash);
    }
  }

  /** A pointer to the member or item of that name below {@code parent}. */
  public static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
