package dev.muster.permission.oracle;

import java.util.Random;

/** Writes commands that look as if they only read, and do more by an option or an operand. */
final class HiddenEffects {
  private final Random random;
  private final WordGenerator words;

  HiddenEffects(Random random, WordGenerator words) {
    this.random = random;
    this.words = words;
  }

  private String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Programs that read, with what makes them do more. */
  String reader() {
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

  /** Git where it changes something or leaves the machine. */
  String git() {
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
}
