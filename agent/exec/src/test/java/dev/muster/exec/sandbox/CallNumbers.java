package dev.muster.exec.sandbox;

import java.util.HashMap;
import java.util.Map;

/** Numbers of system calls for scripts that make them directly, written down a second time. */
final class CallNumbers {

  private static final String X86_64 =
      "ptrace 101 process_vm_readv 310 kcmp 312 pidfd_getfd 438 add_key 248 request_key 249 keyctl"
          + " 250 bpf 321 perf_event_open 298 userfaultfd 323 fanotify_init 300 mount 165 umount2"
          + " 166 pivot_root 155 chroot 161 swapon 167 open_tree 428 move_mount 429 fsopen 430"
          + " fspick 433 mount_setattr 442 unshare 272 setns 308 open_by_handle_at 304 reboot 169"
          + " kexec_load 246 init_module 175 finit_module 313 delete_module 176 acct 163 quotactl"
          + " 179 settimeofday 164 clock_settime 227 sethostname 170 setdomainname 171 vhangup 153"
          + " syslog 103 io_uring_setup 425 io_uring_enter 426 io_uring_register 427 clone 56 clone3"
          + " 435 renameat2 316";

  private static final String AARCH64 =
      "ptrace 117 process_vm_readv 270 kcmp 272 pidfd_getfd 438 add_key 217 request_key 218 keyctl"
          + " 219 bpf 280 perf_event_open 241 userfaultfd 282 fanotify_init 262 mount 40 umount2 39"
          + " pivot_root 41 chroot 51 swapon 224 open_tree 428 move_mount 429 fsopen 430 fspick 433"
          + " mount_setattr 442 unshare 97 setns 268 open_by_handle_at 265 reboot 142 kexec_load 104"
          + " init_module 105 finit_module 273 delete_module 106 acct 89 quotactl 60 settimeofday"
          + " 170 clock_settime 112 sethostname 161 setdomainname 162 vhangup 58 syslog 116"
          + " io_uring_setup 425 io_uring_enter 426 io_uring_register 427 clone 220 clone3 435"
          + " renameat2 276";

  private CallNumbers() {}

  /** As variables {@code n_NAME} for scripts on this machine. */
  static Map<String, String> variables() {
    boolean x86 = System.getProperty("os.arch").equals("amd64");
    String[] words = (x86 ? X86_64 : AARCH64).split(" ", -1);
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < words.length; i += 2) {
      variables.put("n_" + words[i], words[i + 1]);
    }
    return variables;
  }
}
