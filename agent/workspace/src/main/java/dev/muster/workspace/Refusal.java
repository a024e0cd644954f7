package dev.muster.workspace;

/** Why a file was not read or written. */
public enum Refusal {
  /** There is no such file. */
  MISSING,
  /** A folder stands there. */
  FOLDER,
  /** A device, pipe or socket stands there. */
  NOT_REGULAR,
  /** What stands there is not what was decided about: it was swapped meanwhile. */
  SWAPPED,
  /** The content is no longer what was expected. */
  CHANGED,
  /** The file is larger than the caller's cap. */
  TOO_LARGE,
  /** The file's mode or the folder forbids it. */
  FORBIDDEN
}
