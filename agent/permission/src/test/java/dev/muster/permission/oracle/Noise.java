package dev.muster.permission.oracle;

import dev.muster.permission.oracle.Trace.Touch;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What programs open outside a project for themselves, whatever they are asked: libraries, locales,
 * their user's configuration, facts about the machine. As little as the collected commands need.
 */
final class Noise {

  /** For every program. */
  private static final Pattern ANYBODY =
      Pattern.compile(
          String.join(
              "|",
              "/etc/ld\\.so\\.(cache|preload)",
              "/(usr/)?lib(64)?/([^/]+/)*[^/]+\\.so(\\.[\\w.]+)?",
              "/usr/libexec/coreutils/libstdbuf\\.so",
              "/usr/lib/([^/]+/)?gconv/gconv-modules(\\.cache|\\.d/.*)?",
              "/usr/lib/locale/.*|/usr/share/locale/.*|/etc/locale\\.alias",
              "/usr/share/zoneinfo/.*|/etc/localtime|/etc/timezone",
              "/proc/filesystems|/proc/(self|\\d+)/(mountinfo|mounts|maps)",
              "/proc/sys/(vm|kernel)/.*|/proc/(meminfo|stat|cpuinfo|uptime|loadavg)",
              "/sys/devices/system/(cpu|node)(/.*)?|/sys/fs/cgroup(/.*)?",
              "/proc/\\d+/cgroup|/proc/(self|\\d+)/(fd|task)(/.*)?",
              "/dev/(null|tty|urandom|random)|/dev/pts/.*",
              "(pipe|socket|anon_inode):.*|/memfd:.*"));

  /** The user data base, for programs that turn numbers into names. */
  private static final Pattern NAMES = Pattern.compile("/etc/(passwd|group|nsswitch\\.conf)");

  private static final Set<String> NAMING =
      Set.of("ls", "dir", "vdir", "stat", "find", "id", "whoami", "ps", "git", "groups", "java");

  /** For single programs. */
  private static final Map<String, Pattern> OWN =
      Map.ofEntries(
          Map.entry("file", Pattern.compile("/etc/magic.*|/usr/(share|lib)/(misc|file)/.*")),
          Map.entry("git", Pattern.compile("/etc/gitconfig|/usr/share/git-core/.*")),
          Map.entry(
              "java",
              Pattern.compile(
                  "/usr/lib/jvm/.*|/etc/java.*|/tmp/hsperfdata.*|/tmp|/proc/cgroups"
                      + "|/proc/(self|\\d+)/coredump_filter|/sys/kernel/mm(/.*)?")),
          Map.entry("python3", Pattern.compile("/usr/(local/)?lib/python3.*|/usr/bin")),
          Map.entry("node", Pattern.compile("/etc/ssl/.*|/usr/lib/ssl/.*|/usr/.*node.*")),
          Map.entry("perl", Pattern.compile("/usr/(lib|share|local)/.*perl.*|/etc/perl.*")),
          Map.entry("gcc", Pattern.compile("/usr/lib/gcc.*")),
          Map.entry("df", Pattern.compile("/.*")),
          Map.entry(
              "ps", Pattern.compile("/proc(/\\d+(/(stat|status|cmdline|statm|wchan|environ))?)?")),
          Map.entry("pgrep", Pattern.compile("/proc(/\\d+(/(stat|status|cmdline))?)?")),
          Map.entry("which", Pattern.compile("/usr/bin/which.*")),
          Map.entry("egrep", Pattern.compile("/usr/bin/egrep")),
          Map.entry("fgrep", Pattern.compile("/usr/bin/fgrep")),
          Map.entry("sh", Pattern.compile("/usr/bin/[\\w.+-]+")),
          Map.entry("dash", Pattern.compile("/usr/bin/[\\w.+-]+")),
          Map.entry("whoami", Pattern.compile("/etc/login.defs")));

  /** What bash puts to the name of the file that it writes before it takes that name. */
  private static final Pattern HISTORY = Pattern.compile("-\\d+\\.tmp$");

  /** A shell that reads what its user wants to be run at the start. */
  private static final Pattern STARTING = Pattern.compile("sh\\s(.*\\s)?-\\w*[il]");

  private final Path home;

  Noise(Path home) {
    this.home = home;
  }

  /** Whether a reading is a program's own affair. */
  boolean isOwn(Touch read) {
    String path = read.reached();
    String program = read.program();
    if (ANYBODY.matcher(path).matches()) {
      return true;
    }
    if (NAMES.matcher(path).matches() && NAMING.contains(program)) {
      return !read.written().contains("..") && read.written().startsWith("/etc/");
    }
    boolean searches = program.equals("git") || program.equals("rg");
    if (searches
        && (isConfiguration(path) || path.matches(".*/\\.(git|rg)?ignore|.*/info/exclude"))) {
      return true;
    }
    Pattern own = OWN.get(base(program));
    return own != null && own.matcher(path).matches();
  }

  /** Whether a program writes what it always does: figures about the running virtual machine. */
  static boolean isOwnWriting(Touch touch) {
    boolean java =
        touch.program().equals("java")
            && touch
                .reached()
                .matches("/tmp/hsperfdata_\\w+(/\\d+)?|/proc/(self|\\d+)/coredump_filter");
    // some programs put it in the place of an input or output that was closed
    return java || touch.reached().equals("/dev/full");
  }

  /** Whether it is a file that sed or bash writes before it takes the name of the one meant. */
  static boolean isPassing(Touch touch) {
    return (touch.program().equals("sed") && touch.reached().matches(".*/sed[A-Za-z0-9]{6}"))
        || HISTORY.matcher(touch.reached()).find();
  }

  /** The name that a file will have which bash writes. */
  static String lasting(String name) {
    return HISTORY.matcher(name).replaceAll("");
  }

  /** Whether a shell that begins reads or does what its user wants done at every start. */
  static boolean isOfStart(Touch touch, String text) {
    boolean starting = touch.by() == Trace.Actor.WRAPPER || STARTING.matcher(text).find();
    return starting && touch.reached().matches(".*/(\\.bashrc|\\.profile|read-by-bash)");
  }

  private boolean isConfiguration(String path) {
    return path.equals(home.resolve(".gitconfig").toString())
        || path.startsWith(home.resolve(".config/git").toString());
  }

  /** Without a version: python3.11 is python3. */
  private static String base(String program) {
    return program.replaceFirst("^(python3|perl|gcc|which|node|java)\\b.*|^(python3)\\..*", "$1$2");
  }
}
