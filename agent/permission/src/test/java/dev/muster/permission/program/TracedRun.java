package dev.muster.permission.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program under strace and tells what it did to files, the network and processes. */
final class TracedRun {
  private static final Path STRACE = Path.of("/usr/bin/strace");
  private static final String CALLS =
      "open,openat,creat,mkdir,mkdirat,unlink,unlinkat,rmdir,rename,renameat,renameat2,link,linkat,"
          + "symlink,symlinkat,truncate,chmod,fchmodat,chown,lchown,fchownat,utimensat,mknod,"
          + "mknodat,setxattr,connect,bind,kill,execve,chdir";

  /** One call that had an effect or might have had one. */
  record Act(String call, String line) {}

  private final Path folder;
  private final Path log;

  /** Runs programs in a folder, with a log beside it. */
  TracedRun(Path folder, Path log) {
    this.folder = folder;
    this.log = log;
  }

  /** Whether programs can be traced here. */
  static boolean works(Path folder) throws Exception {
    if (!Files.isExecutable(STRACE)) {
      return false;
    }
    Process process =
        new ProcessBuilder(STRACE.toString(), "-o", "/dev/null", "/bin/true")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /** The calls that a run made, those that failed left out. */
  List<Act> run(List<String> argv) throws Exception {
    List<String> traced =
        new ArrayList<>(List.of(STRACE.toString(), "-f", "-qq", "-s", "300", "-o", log.toString()));
    traced.addAll(List.of("-e", "trace=" + CALLS, "-e", "signal=none"));
    traced.addAll(argv);
    ProcessBuilder builder = new ProcessBuilder(traced).directory(folder.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("HOME", folder.getParent().resolve("home").toString());
    environment.put("LC_ALL", "C");
    environment.putAll(SafeGitEnvironment.VARIABLES);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    if (!process.waitFor(3, TimeUnit.SECONDS)) {
      process.destroy();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
    return acts();
  }

  private List<Act> acts() throws IOException {
    List<Act> acts = new ArrayList<>();
    for (String line : Files.readAllLines(log, StandardCharsets.ISO_8859_1)) {
      int space = line.indexOf(' ');
      String rest = space < 0 ? "" : line.substring(space + 1).strip();
      int paren = rest.indexOf('(');
      boolean failed = rest.contains(" = -1 ") && !rest.contains("EINPROGRESS");
      if (paren > 0 && !failed) {
        acts.add(new Act(rest.substring(0, paren), rest));
      }
    }
    return acts;
  }
}
