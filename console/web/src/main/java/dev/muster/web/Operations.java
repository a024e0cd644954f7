package dev.muster.web;

import dev.muster.json.Json;

/** What the console does beside serving, on behalf of whoever operates it. Every method blocks. */
public interface Operations {

  /** Version, database and readiness, for {@code muster console doctor} and the like. */
  Json.Obj status();

  /** Every figure, in Prometheus' text format. */
  String metrics();

  /**
   * Writes all that the database holds to a new file on the console's machine.
   *
   * @return what was written
   * @throws IllegalArgumentException when the file exists or cannot be made
   */
  Json.Obj backup(String file);
}
