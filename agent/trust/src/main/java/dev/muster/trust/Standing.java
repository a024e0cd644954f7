package dev.muster.trust;

import java.nio.file.Path;

/** Whether a folder is trusted. */
public sealed interface Standing {

  /** The folder on whose trust it depends. */
  Path folder();

  /** The person has said that the folder is trusted. */
  record Trusted(Path folder) implements Standing {}

  /**
   * It is not, or that could not be found out.
   *
   * @param reason why, one sentence without a final full stop
   */
  record NotTrusted(Path folder, String reason) implements Standing {}
}
