package dev.muster.provider;

import dev.muster.model.ModelAnswer;
import dev.muster.wire.ProviderError;

/** What came of one attempt. */
sealed interface Exchange {

  /** It is over: the answer began, or there is no point in another attempt. */
  record Ended(ModelAnswer answer) implements Exchange {}

  /** No answer began. */
  record Refused(ProviderError error, RetryHint hint) implements Exchange {}
}
