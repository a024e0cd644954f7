package dev.muster.gateway;

import io.vertx.core.buffer.Buffer;

/** Collects bytes up to a limit; what is beyond it is dropped. For use by one thread. */
final class Capped {

  private final int most;
  private Buffer bytes = Buffer.buffer();
  private boolean own = true;
  private boolean over;

  Capped(int most) {
    this.most = most;
  }

  void add(Buffer more) {
    int room = most - bytes.length();
    over |= more.length() > room;
    if (bytes.length() == 0 && more.length() <= room) {
      bytes = more;
      own = false;
    } else if (room > 0) {
      if (!own) {
        bytes = Buffer.buffer(2 * (bytes.length() + more.length())).appendBuffer(bytes);
        own = true;
      }
      bytes.appendBuffer(more, 0, Math.min(room, more.length()));
    }
  }

  /** Whether something was dropped. */
  boolean isOver() {
    return over;
  }

  byte[] bytes() {
    return bytes.getBytes();
  }
}
