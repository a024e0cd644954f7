package dev.muster.exec.landlock;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Makes system calls, through the C library's {@code syscall(2)}. For one thread. */
final class Kernel {

  private static final boolean ARM = System.getProperty("os.arch", "").equals("aarch64");

  static final int PRCTL = ARM ? 167 : 157;
  static final int CAPSET = ARM ? 91 : 126;
  static final int OPENAT = ARM ? 56 : 257;
  static final int CLOSE = ARM ? 57 : 3;
  static final int EXECVE = ARM ? 221 : 59;
  static final int SIGPROCMASK = ARM ? 135 : 14;
  static final int SECCOMP = ARM ? 277 : 317;
  static final int CLOSE_RANGE = 436;
  static final int LANDLOCK_CREATE_RULESET = 444;
  static final int LANDLOCK_ADD_RULE = 445;
  static final int LANDLOCK_RESTRICT_SELF = 446;

  private final Arena arena;
  private final MethodHandle syscall;
  private final MemorySegment state;
  private final VarHandle errno;

  /**
   * Looks up what is needed; memory is taken from an arena that lives as long as this does.
   *
   * @throws IOException when the C library does not have it
   */
  @SuppressWarnings("restricted") // system calls are what this program is for
  Kernel(Arena arena) throws IOException {
    this.arena = arena;
    Linker linker = Linker.nativeLinker();
    ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
    StructLayout captured = Linker.Option.captureStateLayout();
    this.state = arena.allocate(captured);
    this.errno = captured.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    this.syscall =
        linker.downcallHandle(
            linker
                .defaultLookup()
                .find("syscall")
                .orElseThrow(() -> new IOException("the C library has no syscall(2)")),
            FunctionDescriptor.of(word, word, word, word, word, word, word, word),
            Linker.Option.captureCallState("errno"));
  }

  /** Bytes that the kernel can read, with those contents. */
  MemorySegment bytes(byte[] content) {
    MemorySegment segment = arena.allocate(Math.max(1, content.length), 8);
    MemorySegment.copy(content, 0, segment, ValueLayout.JAVA_BYTE, 0, content.length);
    return segment;
  }

  /** An array of pointers, ended by none. */
  MemorySegment pointers(MemorySegment... to) {
    MemorySegment array = arena.allocate(8L * (to.length + 1), 8);
    for (int i = 0; i < to.length; i++) {
      array.setAtIndex(ValueLayout.JAVA_LONG, i, to[i].address());
    }
    return array;
  }

  /** Makes a call; its result, or -1 minus the error's number. */
  long attempt(int number, long... arguments) {
    long[] all = new long[6];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    try {
      long result =
          (long)
              syscall.invokeExact(
                  state, (long) number, all[0], all[1], all[2], all[3], all[4], all[5]);
      return result >= 0 ? result : -1 - (int) errno.get(state, 0L);
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Makes a call that must succeed.
   *
   * @throws IOException with its name when it does not
   */
  long call(String name, int number, long... arguments) throws IOException {
    long result = attempt(number, arguments);
    if (result < 0) {
      throw new IOException(name + " failed: error " + (-1 - result));
    }
    return result;
  }
}
