package dev.muster.permission.oracle;

import java.util.Random;

/**
 * Writes simple commands at random: readers, writers, built-ins and wrappers, with redirections.
 */
final class CommandGenerator {
  private static final String[] PATTERNS = {"main", "TODO", "'^import'", "\"e\"", "-e a", "."};

  private final Random random;
  private final WordGenerator words;
  private boolean nasty;

  CommandGenerator(Random random, WordGenerator words) {
    this.random = random;
    this.words = words;
  }

  void nasty(boolean chosen) {
    nasty = chosen;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** A command with what may stand before and behind it. */
  String simple() {
    StringBuilder text = new StringBuilder();
    if (random.nextInt(nasty ? 6 : 20) == 0) {
      text.append(assignment()).append(' ');
    }
    if (random.nextInt(nasty ? 10 : 60) == 0) {
      text.append(redirection().strip()).append(' ');
    }
    text.append(kind());
    while (random.nextInt(nasty ? 4 : 8) == 0) {
      text.append(redirection());
    }
    return text.toString();
  }

  private String kind() {
    int choice = random.nextInt(nasty ? 20 : 40);
    return switch (choice) {
      case 0, 1 -> writer();
      case 2, 3 -> builtin();
      case 4, 5 -> wrapped();
      case 6 -> hiddenWriter();
      case 7 -> gitWriter();
      case 8 -> nasty ? assignment() : reading();
      case 9 -> nasty ? words.word() + " " + words.word() : reading();
      case 10 -> nasty ? evaluated() : reading();
      default -> reading();
    };
  }

  /** A command that only reads as long as its words are harmless. */
  String reading() {
    String file = words.file();
    return switch (random.nextInt(26)) {
      case 0 -> name("cat") + one(" ", " -n ", " -A ", " -- ") + file;
      case 1 -> name("head") + one(" ", " -n 2 ", " -3 ", " -c 9 ", " -n1 ") + file;
      case 2 -> name("tail") + one(" -n 2 ", " -n +2 ", " ") + file;
      case 3 ->
          name("ls") + one(" ", " -la ", " -R ", " -d ", " -1 ") + one(words.folder(), file, "");
      case 4 ->
          name("grep")
              + one(" ", " -n ", " -c ", " -v ", " -ri ", " -rn ")
              + one(PATTERNS)
              + " "
              + one(file, words.folder());
      case 5 -> name("wc") + one(" -l ", " ", " -c ") + one(file, words.several());
      case 6 -> name("sort") + one(" ", " -n ", " -u ", " -rn ", " -k2 ", " -t, -k1,1 ") + file;
      case 7 ->
          "find "
              + words.folder()
              + one(
                  " -name '*.py'",
                  " -type f",
                  " -maxdepth 1",
                  " -newer README.md",
                  " ! -name '*.md' -print",
                  " -size +1k");
      case 8 ->
          "git "
              + one(
                  "status",
                  "log --oneline -3",
                  "diff --stat",
                  "show --stat",
                  "branch -a",
                  "ls-files",
                  "diff HEAD~1 -- src",
                  "blame README.md",
                  "rev-parse HEAD",
                  "log -p -1",
                  "grep main",
                  "diff",
                  "show HEAD:README.md",
                  "tag -l",
                  "stash list",
                  "describe --tags",
                  "config --list --local",
                  "shortlog -sn HEAD");
      case 9 ->
          name("sed")
              + one(
                  " -n 1,2p ",
                  " -n '/main/p' ",
                  " 's/a/b/' ",
                  " -e 1d -e 2d ",
                  " -n '$p' ",
                  " -E 's/(a)/\\1/g' ",
                  " 1q ")
              + file;
      case 10 ->
          name("awk")
              + one(" '{print $1}' ", " 'NR<3' ", " -F, '{print $2}' ", " '/a/{n++} END{print n}' ")
              + file;
      case 11 -> "echo " + words.word() + " " + words.word();
      case 12 -> "printf '%s\\n' " + words.word();
      case 13 ->
          one("test -f ", "[ -f ")
              .concat(file)
              .concat(random.nextBoolean() ? "" : "")
              .replaceFirst("^(\\[ .*)$", "$1 ]");
      case 14 -> "diff " + file + " " + words.file();
      case 15 -> "stat -c %s " + file;
      case 16 ->
          "rg "
              + one("main", "-n TODO", "-l import", "--files -g '*.py'", "-c a")
              + one("", " src", " " + words.folder());
      case 17 -> "cut -c1-5 " + file;
      case 18 -> "tr a-z A-Z < " + file;
      case 19 ->
          one("uniq ", "nl ", "tac ", "rev ", "md5sum ", "od -c ", "file ", "du -sh ", "realpath ")
              + file;
      case 20 -> one("basename ", "dirname ") + file;
      case 21 -> one("pwd", "date", "true", "false", ":", "whoami", "uname -s", "seq 3", "id -u");
      case 22 -> "jq " + one(".", "-r .name", "keys") + " package.json";
      case 23 ->
          "cd " + words.folder() + one(" && ls", "; ls", " && cat ../README.md", " && pwd", "");
      case 24 -> name("cat") + " " + words.several();
      default -> one("cat", "wc -l", "sort", "head -1", "grep -c a");
    };
  }

  /** The name of a program, perhaps in disguise. */
  private String name(String program) {
    return random.nextInt(nasty ? 6 : 30) == 0
        ? one(
            "/usr/bin/" + program,
            "\\" + program,
            "'" + program + "'",
            words.dressed(program),
            "command " + program,
            "./bin/" + program)
        : program;
  }

  private String writer() {
    return switch (random.nextInt(10)) {
      case 0 -> name("touch") + " " + words.fresh();
      case 1 -> "mkdir " + one("", "-p ") + words.fresh();
      case 2 -> name("rm") + " " + one("-f ", "-rf ", "", "-- ") + one(words.fresh(), words.file());
      case 3 -> "cp " + words.file() + " " + words.fresh();
      case 4 -> "mv " + words.file() + " " + words.fresh();
      case 5 -> "ln -s " + words.file() + " " + words.fresh();
      case 6 -> "echo x | tee " + one("", "-a ") + words.fresh();
      case 7 -> "chmod +x " + words.file();
      case 8 -> "dd if=" + words.file() + " of=" + words.fresh();
      default ->
          one("make", "npm test", "./scripts/build.sh", "sh scripts/build.sh", "make -s test");
    };
  }

  /** Programs that read, with what makes them do more. */
  private String hiddenWriter() {
    String file = words.file();
    String fresh = words.fresh();
    return switch (random.nextInt(24)) {
      case 0 ->
          "sort "
              + one("-o ", "-o", "--output=", "--output ", "--out=", "-uo ", "-no")
              + fresh
              + " "
              + file;
      case 1 -> "sort " + file + " -o " + fresh;
      case 2 -> "uniq " + file + " " + fresh;
      case 3 ->
          "sed "
              + one("-i ", "-i.bak ", "--in-place ", "-ni ", "-n -i ", "-Ei ", "--in-place=.b ")
              + one("s/a/b/ ", "p ", "1d ")
              + file;
      case 4 ->
          "sed "
              + one("-n ", "")
              + one(
                  "'w " + "new7' ",
                  "'1e touch new8' ",
                  "'s/a/b/w new9' ",
                  "'s/.*/touch new8/e' ",
                  "'1r ../outside/secret.txt' ",
                  "-e 'w new7' ",
                  "-s '$W new7' ")
              + file;
      case 5 ->
          "awk "
              + one(
                  "'{print > \"new7\"}' ",
                  "'BEGIN{system(\"touch new8\")}' ",
                  "'{print | \"cat > new9\"}' ",
                  "'BEGIN{getline l < \"../outside/secret.txt\"; print l}' ",
                  "'BEGIN{\"touch new8\"|getline}' ")
              + file;
      case 6 ->
          "find "
              + words.folder()
              + one(
                  " -name 'new*' -delete",
                  " -maxdepth 0 -exec touch new8 \\;",
                  " -fprint new7",
                  " -name '*.md' -exec cat {} +",
                  " -fls new9",
                  " -maxdepth 0 -execdir touch new8 ';'",
                  " -name x -o -fprintf new7 %p",
                  " -L");
      case 7 -> "xxd " + file + " " + fresh;
      case 8 ->
          "git "
              + one(
                  "diff --output=new7",
                  "log --output=new8 -1",
                  "diff --no-index README.md ../outside/secret.txt",
                  "-C ../outside status",
                  "config user.name x",
                  "branch new",
                  "tag new",
                  "hash-object -w README.md",
                  "grep -O a",
                  "-c diff.external=./scripts/build.sh diff",
                  "stash",
                  "ls-remote",
                  "archive -o new9 HEAD",
                  "-C vendor/hostile.git diff",
                  "config --file ../outside/secret.txt -l",
                  "blame --contents ../outside/secret.txt README.md");
      case 9 ->
          "rg "
              + one(
                  "--pre ./scripts/build.sh a",
                  "--pre=./scripts/build.sh a",
                  "-f ../outside/secret.txt .",
                  "-L secret",
                  "--follow secret",
                  "--hostname-bin ./scripts/build.sh a",
                  "secret link-out");
      case 10 ->
          "grep "
              + one(
                  "-f ../outside/secret.txt ",
                  "--file=../outside/secret.txt ",
                  "-rf ../outside/secret.txt ")
              + file;
      case 11 -> "grep -R secret .";
      case 12 -> "wc --files0-from=" + file;
      case 13 -> "diff --from-file=../outside/secret.txt " + file;
      case 14 ->
          "date " + one("-f ", "--file=", "-r ", "--fi=") + one(file, "../outside/secret.txt");
      case 15 ->
          "jq "
              + one(
                  "--rawfile x ../outside/secret.txt '$x' ",
                  "-n env ",
                  "'env' ",
                  "--slurpfile x data/config.json '$x' ",
                  "-f data/config.json ")
              + "package.json";
      case 16 -> "file " + one("-f ", "-m ", "-C -m ", "--files-from=") + file;
      case 17 ->
          "du " + one("-L .", "--files0-from=" + file, "-X ../outside/secret.txt .", "-D link-out");
      case 18 -> "ls " + one("link-out", "-L link-out", "-R link-out/", "../outside", "*", "*/");
      case 19 -> "sort --compress-program=./scripts/build.sh -S 1 " + file;
      case 20 ->
          "tar "
              + one(
                  "cf /dev/null README.md --checkpoint=1 --checkpoint-action=exec='touch new8'",
                  "cf new7 README.md",
                  "tf new7 -I 'touch new8'");
      case 21 -> "split " + one("--filter='cat > new7' ", "") + file;
      case 22 ->
          "cat "
              + one("link-secret", "*", "l*", "< link-secret", "../outside/*", "link-out/*", "~/*");
      default ->
          one(
              "env",
              "printenv SECRET",
              "ps e",
              "set",
              "export -p",
              "declare -p",
              "cat /proc/self/environ");
    };
  }

  private String gitWriter() {
    return "git "
        + one(
            "add .",
            "commit -m x",
            "checkout -q feature",
            "stash",
            "reset -q --hard",
            "clean -fdq",
            "mv README.md new7",
            "rm -q LICENSE",
            "gc -q",
            "init -q new8",
            "push",
            "fetch",
            "update-index --refresh",
            "reflog expire --all",
            "worktree add -f new9",
            "notes add -m x");
  }

  private String builtin() {
    return switch (random.nextInt(22)) {
      case 0 ->
          "cd "
              + one(
                  "..",
                  "src",
                  "-",
                  "link-out",
                  "~",
                  "../outside",
                  "link-out/..",
                  "-P link-in",
                  "nosuch",
                  "\"$HOME\"");
      case 1 ->
          "export "
              + one("PATH=bin", "X=1", "PATH=bin:$PATH", "LD_PRELOAD=./x", "IFS=:", "HOME=.", "X");
      case 2 -> "read " + one("x", "-r x y", "PATH", "-a a") + " <<< " + words.word();
      case 3 ->
          one("declare", "typeset", "local", "readonly")
              + " "
              + one("x=1", "-x PATH=bin", "-a a=(1 2)", "-i n=1+1", "-n r=x", "x=" + words.word());
      case 4 ->
          "printf -v " + one("x", "PATH", "'a[0]'", "'a[$(touch new8)]'") + " " + words.word();
      case 5 ->
          one("source", ".", "builtin source", "command .")
              + " "
              + one(
                  "scripts/build.sh",
                  "./scripts/build.sh",
                  "data/config.json",
                  "<(" + reading() + ")");
      case 6 ->
          "trap "
              + one(
                  "'" + unquoted(reading()) + "' EXIT",
                  "'touch new8' EXIT",
                  "'touch new8' DEBUG",
                  "- EXIT",
                  "'' INT");
      case 7 ->
          "set "
              + one("-e", "-x", "-f", "-u", "-- a b", "+e", "-o pipefail", "-- " + words.several());
      case 8 -> "unset " + one("x", "PATH", "HOME", "-f ls", "'a[$(touch new8)]'");
      case 9 ->
          one(
              "alias ls='touch new8'",
              "shopt -s expand_aliases\nalias ls='touch new8'\nls",
              "unalias -a");
      case 10 ->
          "shopt "
              + one(
                  "-s nullglob",
                  "-s extglob",
                  "-s globstar",
                  "-s dotglob",
                  "-u sourcepath",
                  "-s nocaseglob");
      case 11 -> "let " + one("x=1", "x++", "'a[$(touch new8)]=1'", "x=1,y=2");
      case 12 -> one("mapfile", "readarray") + " -t a < " + words.file();
      case 13 ->
          "exec "
              + one(
                  "3< " + words.file(),
                  "> new7",
                  "ls",
                  "2>/dev/null",
                  "touch new8",
                  "-a x ls",
                  "< " + words.file());
      case 14 ->
          one("pushd", "pushd -n") + " " + words.folder() + one("; popd", "; ls", " > /dev/null");
      case 15 -> "hash -p " + one("bin/ls ls; ls", "scripts/build.sh cat; cat README.md");
      case 16 ->
          one("type ", "command -v ", "type -a ", "command -V ") + one("ls", "cat", "nosuch");
      case 17 ->
          one("builtin ", "command ") + one("cd src", "echo x", "eval ls", "pwd", "touch new8");
      case 18 ->
          one(
              "return 0",
              "exit 0",
              "break",
              "continue",
              "shift",
              "wait",
              "umask 022",
              "times",
              "jobs",
              "dirs");
      case 19 ->
          "(( "
              + one("x = 1", "x++", "a[0] = 1", "1", "a[$(touch new8)] = 1", "x == 1 ? 2 : 3")
              + " ))";
      case 20 ->
          one(
              "getopts a x -a",
              "ulimit -n",
              "compgen -W '$(touch new8)'",
              "compgen -A function",
              "enable -n echo",
              "complete -C ls x",
              "caller",
              "bind -l");
      default ->
          "eval "
              + one(
                  "'" + unquoted(reading()) + "'",
                  "\"" + "ls" + "\"",
                  "touch new8",
                  "$x",
                  "\"$(echo ls)\"",
                  "ls '>' new7");
    };
  }

  private String wrapped() {
    String inner = random.nextInt(3) == 0 ? writer() : reading();
    return switch (random.nextInt(20)) {
      case 0 ->
          "env "
              + one(
                  "",
                  "A=b ",
                  "-i ",
                  "-u HOME ",
                  "-- ",
                  "PATH=bin ",
                  "LC_ALL=C ",
                  "-C src ",
                  "LD_PRELOAD=./x ")
              + inner;
      case 1 -> "timeout " + one("2 ", "-k 1 2 ", "--signal=KILL 2 ", "2s ") + inner;
      case 2 -> "nice " + one("", "-n 5 ", "-5 ", "-n5 ", "--adjustment=1 ") + inner;
      case 3 -> "nohup " + inner;
      case 4 -> "stdbuf " + one("-o0 ", "-oL -eL ", "--output=0 ") + inner;
      case 5 -> "setsid " + one("", "-w ") + inner;
      case 6, 7 ->
          one("bash", "sh", "bash --norc", "/bin/sh")
              + one(" -c ", " -ec ", " -c -- ")
              + "'"
              + unquoted(inner)
              + "'";
      case 8 ->
          "bash -c " + one("\"$x\"", "'\"$@\"' _ touch new8", "'$0 new8' touch", "\"touch new8\"");
      case 9 ->
          one("echo ", "printf '%s\\n' ")
              + one("README.md", "-rf", "touch new8", "new8", "../outside/secret.txt")
              + " | xargs "
              + one("", "-n1 ", "-I{} ", "-0 ", "-r ")
              + one("cat", "touch", "env", "sh -c 'cat {}'", "ls {}", "rm -f");
      case 10 ->
          "echo "
              + one("ls", "'touch new8'", "\"cat README.md\"", "touch new8")
              + " | "
              + one("sh", "bash", "bash -s", "sh -", "env sh", "command sh");
      case 11 -> one("sh", "bash") + " <<< " + one("ls", "'touch new8'", "'cat README.md'");
      case 12 ->
          one("sh", "bash", "cat", "bash -s")
              + " <<"
              + one("E", "'E'", "\\E", "-E")
              + "\n"
              + one("ls", "touch new8", "$(touch new8)", "cat README.md", "`touch new8`")
              + "\nE";
      case 13 ->
          "find . -maxdepth 1 -name 'R*' "
              + one("-exec", "-execdir", "-ok")
              + " "
              + one("cat", "touch new8", "sh -c 'cat \"$1\"' _", "env cat")
              + " {} "
              + one("\\;", "+");
      case 14 -> "command " + one("", "-p ", "-- ") + inner;
      case 15 -> "sudo -n " + inner;
      case 16 -> "time " + one("", "-p ") + inner;
      case 17 -> one("sh", "bash", "source", ".") + " <(echo " + one("ls", "touch new8") + ")";
      case 18 -> "xargs -a " + words.file() + " " + one("echo", "cat", "touch");
      default -> "taskset 1 " + inner;
    };
  }

  private String evaluated() {
    return one(
        "x=touch; $x new8",
        "x='touch new8'; eval \"$x\"",
        "x='touch new8'; $x",
        "$(echo touch new8)",
        "${x:-touch} new8",
        "a=(touch new8); \"${a[@]}\"",
        "x='a[$(touch new8)]'; echo $((x))",
        "x='a[$(touch new8)]'; (( x ))",
        "[[ 'a[$(touch new8)]' -eq 0 ]]",
        "test -v 'a[$(touch new8)0]'",
        "IFS=/; x=touch/new8; $x",
        "f() { \"$@\"; }; f touch new8",
        "{touch,new8}",
        "$'touch' new8",
        "to''uch new8",
        "t\\ouch new8",
        "x=new8; touch $x",
        "PS4='$(touch new8)'; set -x; ls",
        "a[$(touch new8)0]=1",
        "declare 'a[$(touch new8)0]=1'",
        "echo ${a[$(touch new8)0]}",
        "x=PATH; printf -v $x bin; ls",
        "for x in touch; do $x new8; done",
        "set -- touch new8; \"$@\"",
        "read x <<< touch; $x new8",
        "case touch in *) touch new8;; esac",
        "/usr/bin/tou?h new8",
        "PATH=bin; ls",
        "PATH=bin ls",
        "ls() { touch new8; }; ls",
        "exec 3<> new8",
        "echo x >& new8",
        "ls() { command ls \"$@\"; }; ls src",
        "coproc touch new8",
        "trap 'touch new8' EXIT");
  }

  private String assignment() {
    return one(
        "x=",
        "x=a",
        "A=b",
        "x=README.md",
        "LC_ALL=C",
        "PATH=bin",
        "IFS=,",
        "x+=a",
        "x=" + words.word(),
        "a=(1 2)",
        "a[0]=b",
        "HOME=.",
        "LANG=C",
        "TZ=UTC",
        "GIT_DIR=vendor/hostile.git",
        "GIT_EXTERNAL_DIFF=./scripts/build.sh",
        "NO_COLOR=1",
        "BASH_ENV=scripts/build.sh");
  }

  /** A redirection with a space before it. */
  String redirection() {
    return switch (random.nextInt(nasty ? 16 : 7)) {
      case 0, 1 -> " 2>/dev/null";
      case 2 -> " >/dev/null 2>&1";
      case 3 -> " 2>&1";
      case 4 -> " < " + words.file();
      case 5 -> " <<< " + words.word();
      case 6 -> one(" > ", " >> ", " >|") + words.fresh();
      case 7 -> " <<E\n" + one("a", "$(touch new8)", "$x", "${x:-$(touch new8)}") + "\nE\n";
      case 8 -> one(" &> ", " &>> ", " >& ", " <> ", " 3> ", " {fd}> ") + words.fresh();
      case 9 ->
          " > " + one("$x", "\"$(echo new8)\"", "new{8,9}", "*.md", "~/new8", "../outside/new8");
      case 10 -> " > >(" + reading() + ")";
      case 11 -> " < <(" + reading() + ")";
      case 12 -> one(" > ", " < ", " <> ") + one("/dev/tcp/127.0.0.1/9", "/dev/udp/127.0.0.1/9");
      case 13 -> one(" 3<&0", " >&-", " <&-", " 2>&-", " 3>&1 4>&3", " >&2");
      case 14 -> " <<'E'\n$(touch new8)\nE\n";
      default -> one(">", "<").concat(words.file());
    };
  }

  private static String unquoted(String text) {
    return text.replace("'", "'\\''");
  }
}
