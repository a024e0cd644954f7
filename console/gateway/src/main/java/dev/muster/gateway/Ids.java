package dev.muster.gateway;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes ids of requests: {@code req_} and 32 hexadecimal digits, of which the first half tells this
 * run of the gateway apart and the second half counts. Thread-safe.
 */
final class Ids {

  private final String run = "req_" + HexFormat.of().toHexDigits(new SecureRandom().nextLong());
  private final AtomicLong count = new AtomicLong();

  String next() {
    return run + HexFormat.of().toHexDigits(count.incrementAndGet());
  }
}
