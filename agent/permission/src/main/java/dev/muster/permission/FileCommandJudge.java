package dev.muster.permission;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides about the files that commands are seen to touch from their words alone.
 *
 * <p>Of the commands that make, copy and move files it knows exactly which; of others that are
 * known to deal with files any word may be one; of all the rest a word that names an existing file
 * which must not be read is reason enough to ask.
 */
final class FileCommandJudge {

  private static final Set<String> READERS =
      Set.of(
          "cat",
          "tac",
          "head",
          "tail",
          "less",
          "more",
          "nl",
          "sed",
          "awk",
          "gawk",
          "grep",
          "egrep",
          "fgrep",
          "zgrep",
          "rg",
          "ag",
          "sort",
          "uniq",
          "cut",
          "paste",
          "join",
          "wc",
          "diff",
          "cmp",
          "comm",
          "od",
          "xxd",
          "hexdump",
          "strings",
          "base64",
          "base32",
          "zcat",
          "gzip",
          "gunzip",
          "bzip2",
          "xz",
          "zstd",
          "tar",
          "zip",
          "fold",
          "fmt",
          "column",
          "tr",
          "rev",
          "cksum",
          "md5sum",
          "sha1sum",
          "sha256sum",
          "file",
          "stat",
          "ls",
          "source",
          ".",
          "jq",
          "yq",
          "bat",
          "iconv",
          "split",
          "csplit",
          "view",
          "vim",
          "vi",
          "nano",
          "emacs",
          "scp",
          "rsync",
          "dd");

  private static final Set<String> WRITERS =
      Set.of(
          "cp",
          "mv",
          "mkdir",
          "touch",
          "rm",
          "rmdir",
          "ln",
          "tee",
          "truncate",
          "chmod",
          "chown",
          "chgrp",
          "install",
          "dd",
          "shred",
          "unlink",
          "rsync",
          "patch",
          "split",
          "csplit");

  /** Those that may take everything below a folder with them. */
  private static final Set<String> CARRIERS =
      Set.of("cp", "mv", "tar", "zip", "rsync", "scp", "grep", "egrep", "fgrep", "rg", "ag");

  private final FileJudge files;

  FileCommandJudge(FileJudge files) {
    this.files = files;
  }

  /**
   * What the files that a command names make of it: {@link Finding.Kind#OPEN} where nothing stands
   * against it, {@link Finding.Kind#ALLOW} only where it is known what it does, and all of that may
   * be done in the mode.
   *
   * @param argv without harmless wrappers
   */
  Finding judge(List<String> argv, ShellCommand command, PermissionMode mode) {
    FileCommand known = FileCommand.of(argv);
    Path folder = command.folder();
    boolean deals = reads(argv) || writes(argv);
    if (folder == null) {
      return deals ? files.unsure("it is not certain where it runs") : open();
    }
    Finding exact = known == null ? null : exact(known, folder, mode);
    return exact != null ? exact : byWords(argv, folder, mode);
  }

  /** What stands against a command that gets further operands from its input. */
  Finding unseen(List<String> argv) {
    return reads(argv) || writes(argv)
        ? files.unsure("it is not certain which files it is about")
        : open();
  }

  /** Whether it is known to read files that it names. */
  boolean reads(List<String> argv) {
    return READERS.contains(program(argv));
  }

  /** Whether it is known to change files that it names. */
  boolean writes(List<String> argv) {
    return WRITERS.contains(program(argv));
  }

  private static Finding open() {
    return Finding.of(Finding.Kind.OPEN, "");
  }

  private static String program(List<String> argv) {
    return CommandViews.baseName(argv.getFirst());
  }

  private @Nullable Finding exact(FileCommand command, Path folder, PermissionMode mode) {
    Finding all = Finding.of(Finding.Kind.ALLOW, "edits inside the working folders are accepted");
    for (String source : command.sources()) {
      Path from = ShellPaths.resolve(source, folder);
      Finding one =
          from == null
              ? null
              : switch (command.program()) {
                case MKDIR, TOUCH -> files.write(from, mode).finding();
                case COPY, MOVE -> transferred(command, source, from, folder, mode);
              };
      if (one == null) {
        return null;
      }
      all = all.and(one);
    }
    return all;
  }

  private @Nullable Finding transferred(
      FileCommand command, String source, Path from, Path folder, PermissionMode mode) {
    String written = command.target();
    Path target = written == null ? null : ShellPaths.resolve(written, folder);
    String name = lastName(source);
    if (target == null || name == null) {
      return null;
    }
    FileJudge.Judged place = files.write(target, mode);
    boolean below = !command.asGiven() && (command.intoFolder() || place.isFolder());
    FileJudge.Judged reached = below ? files.write(target.resolve(name), mode) : place;
    FileJudge.Judged read = files.read(from);
    Finding all = read.finding().and(reached.finding());
    if (command.program() == FileCommand.Program.MOVE) {
      all = all.and(files.write(from, mode).finding());
    }
    return read.isFolder() ? all.and(wholeFolder(from, reached)) : all;
  }

  /** A folder comes with what is in it: only to a place where nothing is, and where no rule is. */
  private Finding wholeFolder(Path from, FileJudge.Judged reached) {
    Finding all =
        reached.isMissing()
            ? Finding.of(Finding.Kind.ALLOW, "")
            : Finding.of(Finding.Kind.OPEN, "it would put a folder over what is there");
    Finding source = files.namedBelow(from);
    all = source == null ? all : all.and(source);
    Finding place =
        reached.identity() == null ? null : files.namedBelow(reached.identity().canonical());
    return place == null ? all : all.and(place);
  }

  private static @Nullable String lastName(String written) {
    int end = written.length();
    while (end > 0 && written.charAt(end - 1) == '/') {
      end--;
    }
    String name = written.substring(written.lastIndexOf('/', end - 1) + 1, end);
    return name.isEmpty() || name.equals(".") || name.equals("..") ? null : name;
  }

  /** Any word may be a file, and so may what follows an equals sign or an at sign in it. */
  private Finding byWords(List<String> argv, Path folder, PermissionMode mode) {
    String program = program(argv);
    boolean inPlace = program.equals("sed") && anyStartsWith(argv, "-i", "--in-place");
    boolean reads = READERS.contains(program);
    boolean writes = WRITERS.contains(program) || inPlace;
    Finding all = open();
    if (!writes && !files.anyRuleRestricts() && !namesProcess(argv)) {
      return all;
    }
    for (String word : argv.subList(1, argv.size())) {
      for (String name : names(word)) {
        Path path = ShellPaths.resolve(name, folder);
        if (path != null) {
          all = all.and(reads || writes ? dealtWith(path, writes, mode) : mentioned(path));
          all = CARRIERS.contains(program) ? all.and(closed(files.readTree(path))) : all;
        }
      }
    }
    return all;
  }

  private static boolean namesProcess(List<String> argv) {
    for (String word : argv) {
      if (word.contains("proc") || word.contains("dev")) {
        return true;
      }
    }
    return false;
  }

  private static List<String> names(String word) {
    int mark = Math.max(word.indexOf('='), word.indexOf('@'));
    if (word.startsWith("-")) {
      boolean attached = word.length() > 2 && word.charAt(1) != '-';
      return mark > 0
          ? List.of(word.substring(mark + 1))
          : attached ? List.of(word.substring(2)) : List.of();
    }
    return mark >= 0 ? List.of(word, word.substring(mark + 1)) : List.of(word);
  }

  private static Finding closed(Finding read) {
    return read.isAtLeast(Finding.Kind.ASK) ? read : open();
  }

  /** What is forbidden or guarded about a file; never more lenient than open. */
  private Finding dealtWith(Path path, boolean writes, PermissionMode mode) {
    Finding all = closed(files.read(path).finding());
    return writes ? all.and(files.write(path, mode).finding()) : all;
  }

  private Finding mentioned(Path path) {
    FileJudge.Judged read = files.read(path);
    if (read.identity() == null
        || read.isMissing()
        || !read.finding().isAtLeast(Finding.Kind.ASK)) {
      return open();
    }
    return new Finding(
        Finding.Kind.ASK,
        read.finding().subject(),
        "it names a file that a rule keeps closed: " + read.finding().reason(),
        read.finding().rules(),
        List.of());
  }

  private static boolean anyStartsWith(List<String> words, String... beginnings) {
    for (String word : words) {
      for (String beginning : beginnings) {
        if (word.startsWith(beginning)) {
          return true;
        }
      }
    }
    return false;
  }
}
