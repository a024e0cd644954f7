package dev.muster.api;

import dev.muster.json.Json;
import java.util.Optional;

/**
 * How commands on the console's machine reach it: a file in the data folder that only its owner may
 * read, written anew at each start.
 *
 * @param url where the console listens
 * @param pid its process
 * @param credential allows everything, until that process ends
 */
public record LocalAccess(String url, long pid, String credential) {

  /** The file's name in the data folder. */
  public static final String FILE = "console-access.json";

  /** What {@link #credential} begins with. */
  public static final String PREFIX = "muster-operator-";

  /** As it stands in the file. */
  public Json.Obj json() {
    return Json.Obj.builder().put("url", url).put("pid", pid).put("credential", credential).build();
  }

  /** As it stood in the file; empty when that is something else. */
  public static Optional<LocalAccess> of(Json.Obj json) {
    if (json.string("url").isEmpty()
        || json.whole("pid").isEmpty()
        || json.string("credential").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LocalAccess(
            json.string("url").get(),
            json.whole("pid").getAsLong(),
            json.string("credential").get()));
  }

  @Override
  public String toString() {
    return "LocalAccess[" + url + ", " + pid + "]";
  }
}
