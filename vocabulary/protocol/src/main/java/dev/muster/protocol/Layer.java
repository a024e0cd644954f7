package dev.muster.protocol;

/** Where a setting comes from; the earlier layer wins over the later one. */
public enum Layer {
  /** The administrator's files. */
  MANAGED,
  /** The command line. */
  FLAGS,
  /** What was granted while the session runs. */
  SESSION,
  /** {@code .claude/settings.local.json} of the project: one developer's own. */
  LOCAL,
  /** {@code .claude/settings.json} of the project: checked in. */
  PROJECT,
  /** {@code settings.json} of the person's configuration folder. */
  USER,
  /** What is built in. */
  BUILT_IN
}
