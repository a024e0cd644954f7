package dev.muster.gateway;

/** What became of one step on a request's way: the next step's input, or a refusal. */
sealed interface Checked<T> permits Checked.Stopped, Authenticated, Authorised {

  /** It goes no further. */
  record Stopped<T>(Refusal refusal) implements Checked<T> {}
}
