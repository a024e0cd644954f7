package dev.muster.exec.landlock;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives up powers, places and system calls, and then becomes the program that it was given.
 *
 * <p>Arguments: the file of a plan, and the program with its arguments. The plan holds words, each
 * ended by a NUL byte: {@code r PATH} keeps reading below a place, {@code l PATH} listing, {@code w
 * PATH} everything, {@code f PATH} reading one file, {@code c PATH} changing one file; {@code s
 * PATH} names the file of the filter of system calls; {@code e NAME=VALUE} is a variable of the
 * program's environment. With {@code --version} it prints the version of Landlock instead.
 *
 * <p>Runs before anything is given up with an environment of its own, so that no variable of the
 * command's can lead it astray.
 */
public final class LandlockMain {

  /** The variable that marks a process of the agent; it is handed on as it is. */
  private static final String MARKER = "MUSTER_PROCESS_TREE";

  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int PR_SET_CHILD_SUBREAPER = 36;
  private static final int PR_CAPBSET_DROP = 24;
  private static final int PR_CAP_AMBIENT = 47;
  private static final int PR_CAP_AMBIENT_CLEAR_ALL = 4;
  private static final int CAPABILITY_VERSION = 0x2008_0522;
  private static final int LAST_CAPABILITY = 63;
  private static final int SIG_SETMASK = 2;
  private static final int CLOSE_ON_EXEC = 4;
  private static final int FILTER = 1;

  private LandlockMain() {}

  /** Runs; does not return where all goes well. */
  public static void main(String[] args) {
    try (Arena arena = Arena.ofConfined()) {
      Kernel kernel = new Kernel(arena);
      if (args[0].equals("--version")) {
        System.out.println(Landlock.version(kernel));
        return;
      }
      become(kernel, Path.of(args[0]), List.of(args).subList(1, args.length));
    } catch (IOException | RuntimeException impossible) {
      PrintStream err = System.err;
      err.println("muster: the command cannot be confined: " + impossible.getMessage());
      System.exit(126);
    }
  }

  private static void become(Kernel kernel, Path plan, List<String> argv) throws IOException {
    List<MemorySegment> environment = new ArrayList<>();
    String mark = System.getenv(MARKER);
    if (mark != null) {
      environment.add(text(kernel, MARKER + "=" + mark));
    }
    byte[] filter = new byte[0];
    Landlock landlock = new Landlock(kernel);
    for (String word : Files.readString(plan, StandardCharsets.UTF_8).split("\0", -1)) {
      if (word.length() < 3) {
        continue;
      }
      String rest = word.substring(2);
      switch (word.charAt(0)) {
        case 'r' -> landlock.keep(rest, Landlock.READ, false);
        case 'l' -> landlock.keep(rest, Landlock.LIST, false);
        case 'w' -> landlock.keep(rest, landlock.everything(), false);
        case 'f' -> landlock.keep(rest, Landlock.READ, true);
        case 'c' -> landlock.keep(rest, Landlock.CHANGE, true);
        case 's' -> filter = Files.readAllBytes(Path.of(rest));
        case 'e' -> environment.add(text(kernel, rest));
        default -> throw new IOException("the plan holds " + word.charAt(0));
      }
    }
    if (filter.length == 0) {
      throw new IOException("the plan has no filter");
    }
    giveUpPowers(kernel);
    landlock.restrict();
    kernel.call(
        "rt_sigprocmask",
        Kernel.SIGPROCMASK,
        SIG_SETMASK,
        kernel.bytes(new byte[8]).address(),
        0,
        8);
    kernel.call("close_range", Kernel.CLOSE_RANGE, 3, 0xffff_ffffL, CLOSE_ON_EXEC);
    filter(kernel, filter);
    List<MemorySegment> words = new ArrayList<>();
    for (String word : argv) {
      words.add(text(kernel, word));
    }
    kernel.call(
        argv.getFirst(),
        Kernel.EXECVE,
        words.getFirst().address(),
        kernel.pointers(words.toArray(MemorySegment[]::new)).address(),
        kernel.pointers(environment.toArray(MemorySegment[]::new)).address());
  }

  private static MemorySegment text(Kernel kernel, String text) {
    return kernel.bytes((text + "\0").getBytes(StandardCharsets.UTF_8));
  }

  /** Gives up every capability for good; nothing that is run can bring one back. */
  private static void giveUpPowers(Kernel kernel) throws IOException {
    kernel.call("no_new_privs", Kernel.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    // what loses its parent becomes the command's own child again, and can be found there
    kernel.attempt(Kernel.PRCTL, PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    // without the power to do so there is nothing that would have to be given up
    kernel.attempt(Kernel.PRCTL, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
    for (int capability = 0; capability <= LAST_CAPABILITY; capability++) {
      kernel.attempt(Kernel.PRCTL, PR_CAPBSET_DROP, capability, 0, 0, 0);
    }
    ByteBuffer header = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    header.putInt(CAPABILITY_VERSION).putInt(0);
    kernel.call(
        "capset",
        Kernel.CAPSET,
        kernel.bytes(header.array()).address(),
        kernel.bytes(new byte[24]).address());
  }

  private static void filter(Kernel kernel, byte[] program) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
    header.putShort((short) (program.length / 8));
    header.position(8);
    header.putLong(kernel.bytes(program).address());
    kernel.call("seccomp", Kernel.SECCOMP, FILTER, 0, kernel.bytes(header.array()).address());
  }
}
