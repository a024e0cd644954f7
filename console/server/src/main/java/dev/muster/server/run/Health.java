package dev.muster.server.run;

import dev.muster.json.Json;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Whether the console lives and whether it would admit requests. Thread-safe, never blocks. */
final class Health {

  private final Supplier<Optional<String>> trouble;
  private final AtomicBoolean draining = new AtomicBoolean();

  /**
   * Asks for trouble.
   *
   * @param trouble why requests would be refused just now; empty when they would not
   */
  Health(Supplier<Optional<String>> trouble) {
    this.trouble = trouble;
  }

  /** From now on the console is not ready. */
  void drain() {
    draining.set(true);
  }

  /** Why the console is not ready; empty when it is. */
  Optional<String> unready() {
    return draining.get() ? Optional.of("shutting down") : trouble.get();
  }

  /** What is answered to those who ask whether it is ready. */
  static Json.Obj answer(Optional<String> unready) {
    Json.Builder out = Json.Obj.builder().put("ready", unready.isEmpty());
    return out.put("why", unready.orElse(null)).build();
  }
}
