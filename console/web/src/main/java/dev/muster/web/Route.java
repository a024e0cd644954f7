package dev.muster.web;

import dev.muster.domain.Permission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One method on one pattern of paths, and what it takes to be answered.
 *
 * @param parts the pattern's parts; one in braces stands for any text
 */
public record Route(String method, List<String> parts, Permission permission, Handler handler) {

  /** Answers a call. May block. */
  interface Handler {
    Reply answer(Call call);
  }

  public Route {
    parts = List.copyOf(parts);
  }

  /** A route that reads. */
  static Route get(String pattern, Permission permission, Handler handler) {
    return new Route("GET", split(pattern), permission, handler);
  }

  /** A route that changes something. */
  static Route post(String pattern, Permission permission, Handler handler) {
    return new Route("POST", split(pattern), permission, handler);
  }

  /** A route that takes something away. */
  static Route delete(String pattern, Permission permission, Handler handler) {
    return new Route("DELETE", split(pattern), permission, handler);
  }

  /** The pattern, as it was written. */
  public String pattern() {
    return "/" + String.join("/", parts);
  }

  /** What the pattern's braces stand for in a path; empty when the path is another one. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != parts.size()) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        if (path.get(i).isEmpty()) {
          return Optional.empty();
        }
        found.put(part.substring(1, part.length() - 1), path.get(i));
      } else if (!part.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(found);
  }

  /** The parts of a path. */
  static List<String> split(String path) {
    return List.of((path.startsWith("/") ? path.substring(1) : path).split("/", -1));
  }
}
