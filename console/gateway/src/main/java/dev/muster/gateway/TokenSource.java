package dev.muster.gateway;

import dev.muster.domain.Secret;
import java.util.concurrent.CompletionStage;

/** Where bearer tokens come from that expire. Thread-safe; must not block. */
@FunctionalInterface
public interface TokenSource {

  /** A token that holds for at least the next minute; fails when none is to be had. */
  CompletionStage<Secret> token();
}
