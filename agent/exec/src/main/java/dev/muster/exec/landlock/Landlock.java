package dev.muster.exec.landlock;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A set of places that a process keeps when it gives up all others, after {@code landlock(7)}.
 *
 * <p>Every kind of access that the kernel knows is given up, and so are signals to processes
 * outside and connections by TCP, where it can.
 */
final class Landlock {

  /** Reading files and listing folders, and running programs. */
  static final long READ = 1 | 1 << 2 | 1 << 3;

  /** Listing folders alone. */
  static final long LIST = 1 << 3;

  /** Reading, running, writing and cutting short a file. */
  static final long CHANGE = 1 | 1 << 1 | 1 << 2 | 1 << 14;

  private static final int OLDEST = 3;
  private static final int SIGNALS = 6;
  private static final int NET = 4;
  private static final int DEVICES = 5;

  /** What applies to files; a rule about a file must not name anything else. */
  private static final long OF_FILES = 1 | 1 << 1 | 1 << 2 | 1 << 14 | 1 << 15;

  private static final int PATH_BENEATH = 1;
  private static final int VERSION = 1;
  private static final int AT_FDCWD = -100;
  private static final int O_PATH = 0x20_0000;
  private static final int O_CLOEXEC = 0x8_0000;
  private static final int O_NOFOLLOW =
      System.getProperty("os.arch", "").equals("aarch64") ? 0x8000 : 0x2_0000;

  private final Kernel kernel;
  private final long handled;
  private final long ruleset;

  /**
   * Begins a set that holds nothing.
   *
   * @throws IOException when this kernel cannot give up all that has to be
   */
  Landlock(Kernel kernel) throws IOException {
    this.kernel = kernel;
    int version = version(kernel);
    if (version < OLDEST) {
      throw new IOException("this kernel's Landlock is too old: version " + version);
    }
    long files = (1L << 15) - 1;
    this.handled = version >= DEVICES ? files | 1L << 15 : files;
    byte[] attributes = new byte[24];
    into(attributes)
        .putLong(handled)
        .putLong(version >= NET ? 3 : 0)
        .putLong(version >= SIGNALS ? 3 : 0);
    long size = version >= SIGNALS ? 24 : version >= NET ? 16 : 8;
    this.ruleset =
        kernel.call(
            "landlock_create_ruleset",
            Kernel.LANDLOCK_CREATE_RULESET,
            kernel.bytes(attributes).address(),
            size,
            0);
  }

  /** The version of Landlock that the kernel has; 0 when it has none. */
  static int version(Kernel kernel) {
    return (int) Math.max(0, kernel.attempt(Kernel.LANDLOCK_CREATE_RULESET, 0, 0, VERSION));
  }

  /** Everything that there is. */
  long everything() {
    return handled;
  }

  /**
   * Keeps kinds of access to a place and all below it. A place that is gone is kept from nobody.
   *
   * @param file whether it is a file
   */
  void keep(String path, long access, boolean file) throws IOException {
    byte[] name = (path + "\0").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    long descriptor =
        kernel.attempt(
            Kernel.OPENAT,
            AT_FDCWD,
            kernel.bytes(name).address(),
            O_PATH | O_CLOEXEC | O_NOFOLLOW,
            0);
    if (descriptor < 0) {
      return;
    }
    byte[] rule = new byte[16];
    into(rule).putLong((file ? access & OF_FILES : access) & handled).putInt((int) descriptor);
    kernel.call(
        "landlock_add_rule for " + path,
        Kernel.LANDLOCK_ADD_RULE,
        ruleset,
        PATH_BENEATH,
        kernel.bytes(rule).address(),
        0);
    kernel.call("close", Kernel.CLOSE, descriptor);
  }

  /** Gives up everything else, for this thread and all that comes from it. */
  void restrict() throws IOException {
    kernel.call("landlock_restrict_self", Kernel.LANDLOCK_RESTRICT_SELF, ruleset, 0);
    kernel.call("close", Kernel.CLOSE, ruleset);
  }

  private static ByteBuffer into(byte[] structure) {
    return ByteBuffer.wrap(structure).order(ByteOrder.nativeOrder());
  }
}
