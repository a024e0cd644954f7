package dev.muster.exec.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * The numbers of system calls on one kind of machine, as far as they are refused or looked into.
 *
 * <p>From the kernel's tables: {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code
 * include/uapi/asm-generic/unistd.h}.
 *
 * @param audit how seccomp names the machine
 * @param fork {@code clone}, which makes threads, processes and namespaces
 * @param refused what confined programs have no use for: looking into other processes, keys, kernel
 *     programs, mounts, namespaces, the clock, modules
 * @param absent what is refused as if the kernel did not have it, so that programs do without
 * @param open what reaches beyond the command where it has no namespaces of its own: modes, owners,
 *     times and attributes of files, which Landlock does not look at, and memory, queues and
 *     semaphores that are shared with other processes
 * @param prlimit changes the limits of a process by its id
 */
record SystemCalls(
    int audit,
    int socket,
    int socketpair,
    int fork,
    int ioctl,
    List<Integer> sends,
    List<Integer> refused,
    List<Integer> absent,
    List<Integer> open,
    int prlimit) {
  SystemCalls {
    sends = List.copyOf(sends);
    refused = List.copyOf(refused);
    absent = List.copyOf(absent);
    open = List.copyOf(open);
  }

  /** {@code clone3}, whose flags cannot be seen, and the three calls of io_uring. */
  private static final List<Integer> ABSENT = List.of(435, 425, 426, 427);

  private static final SystemCalls X86_64 =
      new SystemCalls(
          0xc000003e,
          41,
          53,
          56,
          16,
          // sendto, sendmsg, sendmmsg
          List.of(44, 46, 307),
          List.of(
              // ptrace, process_vm_readv and writev, kcmp, pidfd_getfd, move_pages, process_madvise
              101,
              310,
              311,
              312,
              438,
              279,
              440,
              // add_key, request_key, keyctl, bpf, perf_event_open, userfaultfd, fanotify_init
              248,
              249,
              250,
              321,
              298,
              323,
              300,
              // mount, umount2, pivot_root, chroot, swapon, swapoff, open_tree, move_mount, fsopen,
              // fsconfig, fsmount, fspick, mount_setattr, open_tree_attr
              165,
              166,
              155,
              161,
              167,
              168,
              428,
              429,
              430,
              431,
              432,
              433,
              442,
              467,
              // unshare, setns, open_by_handle_at
              272,
              308,
              304,
              // reboot, kexec_load, kexec_file_load, create, init, finit and delete_module
              169,
              246,
              320,
              174,
              175,
              313,
              176,
              // acct, quotactl, quotactl_fd, settimeofday, clock_settime, sethostname,
              // setdomainname
              163,
              179,
              443,
              164,
              227,
              170,
              171,
              // iopl, ioperm, modify_ldt, vhangup, uselib, syslog, lookup_dcookie, nfsservctl
              172,
              173,
              154,
              153,
              134,
              103,
              212,
              180),
          ABSENT,
          List.of(
              // chmod, fchmod, fchmodat, fchmodat2, chown, fchown, lchown, fchownat
              90,
              91,
              268,
              452,
              92,
              93,
              94,
              260,
              // utime, utimes, futimesat, utimensat, file_setattr
              132,
              235,
              261,
              280,
              469,
              // setxattr and removexattr in their forms
              188,
              189,
              190,
              463,
              197,
              198,
              199,
              466,
              // shmget, shmat, semget, msgget, mq_open
              29,
              30,
              64,
              68,
              240),
          302);

  private static final SystemCalls AARCH64 =
      new SystemCalls(
          0xc00000b7,
          198,
          199,
          220,
          29,
          List.of(206, 211, 269),
          List.of(
              117, 270, 271, 272, 438, 239, 440, 217, 218, 219, 280, 241, 282, 262, 40, 39, 41, 51,
              224, 225, 428, 429, 430, 431, 432, 433, 442, 467, 97, 268, 265, 142, 104, 294, 105,
              273, 106, 89, 60, 443, 170, 112, 161, 162, 58, 116, 18),
          ABSENT,
          List.of(
              52, 53, 452, 54, 55, 88, 469, 5, 6, 7, 463, 14, 15, 16, 466, 194, 196, 190, 186, 180),
          261);

  /** Those of a machine by the name that Java has for it; empty for one that is not known. */
  static Optional<SystemCalls> of(String machine) {
    return switch (machine) {
      case "amd64", "x86_64" -> Optional.of(X86_64);
      case "aarch64", "arm64" -> Optional.of(AARCH64);
      default -> Optional.empty();
    };
  }

  /** Whether the machine has a second table of calls with a mark in their numbers. */
  boolean hasMarkedCalls() {
    return audit == X86_64.audit;
  }
}
