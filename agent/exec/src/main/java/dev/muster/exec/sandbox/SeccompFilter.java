package dev.muster.exec.sandbox;

/**
 * The system calls that a confined process may not make, as a filter for the kernel.
 *
 * <p>Pure. The answers are errors rather than signals, so that a program can do without; only calls
 * of another machine's table end the process.
 *
 * @param reach how far the command could reach without the filter
 * @param unixSockets whether sockets of the file system may be made
 */
record SeccompFilter(SystemCalls calls, Reach reach, boolean unixSockets) {

  /** How far a command could reach without the filter. */
  enum Reach {
    /** It has namespaces of its own: its network leads nowhere, its processes are its own. */
    OWN_NAMESPACES,
    /** It shares those of the machine: it gets no network, and no calls that reach others. */
    THE_MACHINE
  }

  static final int ALLOW = 0x7fff_0000;
  static final int KILL_PROCESS = 0x8000_0000;
  private static final int ERRNO = 0x0005_0000;
  static final int REFUSED = ERRNO | 1;
  static final int ABSENT = ERRNO | 38;
  static final int NO_SUCH_FAMILY = ERRNO | 97;

  private static final int NUMBER = 0;
  private static final int MACHINE = 4;
  private static final int FIRST_ARGUMENT = 16;

  private static final int MARKED_CALL = 0x4000_0000;

  /** {@code CLONE_NEWNS} and the other flags by which clone makes namespaces. */
  private static final int NEW_NAMESPACES = 0x7e02_0000;

  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int NETLINK = 16;

  private static final int STREAM = 1;
  private static final int DATAGRAM = 2;
  private static final int TYPE_BITS = 0xf;

  private static final int TCP = 6;
  private static final int UDP = 17;
  private static final int ICMP = 1;
  private static final int ICMP6 = 58;

  /** Puts characters into a terminal's input as if they were typed. */
  private static final int TIOCSTI = 0x5412;

  /** Does the same, and more, on a console. */
  private static final int TIOCLINUX = 0x541c;

  /** Changes the flags of a file ({@code FS_IOC_SETFLAGS}). */
  private static final int SET_FLAGS = 0x4008_6602;

  /** Changes further attributes of a file ({@code FS_IOC_FSSETXATTR}). */
  private static final int SET_ATTRIBUTES = 0x401c_5820;

  /** Connects while sending, past those who watch connecting. */
  private static final int MSG_FASTOPEN = 0x2000_0000;

  /** The filter as {@code struct sock_filter[]}. */
  byte[] bytes() {
    BpfProgram program = new BpfProgram();
    program.load(MACHINE).ifNot(calls.audit(), KILL_PROCESS).load(NUMBER);
    if (calls.hasMarkedCalls()) {
      program.ifAtLeast(MARKED_CALL, ABSENT);
    }
    for (int call : calls.refused()) {
      program.ifEqual(call, REFUSED);
    }
    for (int call : calls.absent()) {
      program.ifEqual(call, ABSENT);
    }
    if (reach == Reach.THE_MACHINE) {
      for (int call : calls.open()) {
        program.ifEqual(call, REFUSED);
      }
      program.ifEqual(
          calls.prlimit(), new BpfProgram().load(argument(0)).ifNot(0, REFUSED).answer(ALLOW));
    }
    program.ifEqual(calls.fork(), forks());
    program.ifEqual(calls.ioctl(), ioctl());
    program.ifEqual(calls.socket(), socket());
    if (!unixSockets) {
      program.ifEqual(calls.socketpair(), socketpair());
    }
    program.ifEqual(calls.sends().get(0), sends(3));
    program.ifEqual(calls.sends().get(1), sends(2));
    program.ifEqual(calls.sends().get(2), sends(3));
    return program.answer(ALLOW).bytes();
  }

  private static int argument(int index) {
    return FIRST_ARGUMENT + 8 * index;
  }

  private static BpfProgram forks() {
    return new BpfProgram().load(argument(0)).ifAnyBit(NEW_NAMESPACES, REFUSED).answer(ALLOW);
  }

  private static BpfProgram ioctl() {
    return new BpfProgram()
        .load(argument(1))
        .ifEqual(TIOCSTI, REFUSED)
        .ifEqual(TIOCLINUX, REFUSED)
        .ifEqual(SET_FLAGS, REFUSED)
        .ifEqual(SET_ATTRIBUTES, REFUSED)
        .answer(ALLOW);
  }

  private static BpfProgram sends(int flags) {
    return new BpfProgram().load(argument(flags)).ifAnyBit(MSG_FASTOPEN, REFUSED).answer(ALLOW);
  }

  private BpfProgram socket() {
    BpfProgram program = new BpfProgram().load(argument(0));
    if (reach == Reach.OWN_NAMESPACES) {
      program.ifEqual(INET, internet()).ifEqual(INET6, internet());
      // the list of interfaces and addresses, which the C library asks for
      program.ifEqual(NETLINK, new BpfProgram().load(argument(2)).ifNot(0, REFUSED).answer(ALLOW));
    } else {
      program.ifEqual(INET, REFUSED).ifEqual(INET6, REFUSED).ifEqual(NETLINK, REFUSED);
    }
    return program.ifEqual(UNIX, unixSockets ? ALLOW : REFUSED).answer(NO_SUCH_FAMILY);
  }

  /** TCP and UDP, and the sockets of ping; neither raw ones nor other protocols. */
  private static BpfProgram internet() {
    BpfProgram stream =
        new BpfProgram().load(argument(2)).ifEqual(0, ALLOW).ifEqual(TCP, ALLOW).answer(REFUSED);
    BpfProgram datagram =
        new BpfProgram()
            .load(argument(2))
            .ifEqual(0, ALLOW)
            .ifEqual(UDP, ALLOW)
            .ifEqual(ICMP, ALLOW)
            .ifEqual(ICMP6, ALLOW)
            .answer(REFUSED);
    return new BpfProgram()
        .load(argument(1))
        .and(TYPE_BITS)
        .ifEqual(STREAM, stream)
        .ifEqual(DATAGRAM, datagram)
        .answer(REFUSED);
  }

  /** A pair of datagram sockets can send to any socket of the file system; other pairs cannot. */
  private static BpfProgram socketpair() {
    return new BpfProgram()
        .load(argument(1))
        .and(TYPE_BITS)
        .ifEqual(DATAGRAM, REFUSED)
        .answer(ALLOW);
  }
}
