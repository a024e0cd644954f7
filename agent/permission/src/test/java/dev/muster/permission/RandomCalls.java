package dev.muster.permission;

import dev.muster.protocol.Effect;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rules and calls at random, about the files of {@link #make}. */
final class RandomCalls {

  static final String[] PARTS = {
    "ls",
    "cat a.txt",
    "cat .env",
    "cat sub/.env link",
    "rm x",
    "rm -rf sub",
    "/bin/rm -f x",
    "make",
    "git push",
    "git -C . push",
    "git status",
    "git commit -m 'a b'",
    "echo x > a.txt",
    "echo x >> .git/config",
    "env rm x",
    "bash -c 'rm x; cat .env'",
    "timeout 5 make all",
    "find . -exec rm x +",
    "cp a.txt b.txt",
    "cp .env copy",
    "touch n",
    "cat /etc/hostname",
    "MAKEFLAGS=x make",
    "CI=1 make",
    "sudo git push",
    "wc < .env",
    "xargs cat",
    "grep -r x .",
    "tee a.txt",
    "bash",
    "X=1",
    ". ./x",
    "source sub/.env",
    "# nothing"
  };

  static final String[] NOT_UNDERSTOOD = {
    "eval $Y",
    "$Y x",
    "rm $Y",
    "$(ls)",
    "`make` x",
    "eval \"$Y\" a",
    "make `pwd`",
    "for i in 1; do make; done",
    "cat <<E\nx\nE",
    "git push {a,b}",
    "make &",
    "(ls)",
    "cat ~/x",
    "if true; then make; fi"
  };

  static final String[] JOINS = {" && ", " || ", "; ", " | ", "\n"};

  static final String[] COMMAND_RULES = {
    "Bash(rm:*)",
    "Bash(rm x)",
    "Bash(make:*)",
    "Bash(make)",
    "Bash(git push:*)",
    "Bash(git *)",
    "Bash(cat:*)",
    "Bash(cat*)",
    "Bash(* x)",
    "Bash(ls *)",
    "Bash(echo:*)",
    "Bash(env:*)",
    "Bash(bash:*)",
    "Bash(sudo *)",
    "Bash(:*)",
    "Bash(timeout 5 make all)",
    "Bash(*push*)"
  };

  private static final String[] OTHER_RULES = {
    "Bash",
    "Read",
    "Edit",
    "Write",
    "Read(.env)",
    "Read(sub/**)",
    "Read(./a.txt)",
    "Read(//etc/**)",
    "Read(//**)",
    "Read(link)",
    "Edit(a.txt)",
    "Edit(**)",
    "Edit(.git/**)",
    "Edit(sub/)",
    "Read(~/**)"
  };

  private final Random random;
  private final Path work;

  RandomCalls(Random random, Path work) {
    this.random = random;
    this.work = work;
  }

  /** Makes the files that the rules and calls are about. */
  static void make(Session folders) {
    folders.file("a.txt");
    folders.file(".env");
    folders.file("sub/.env");
    folders.file(".git/config");
    folders.link("link", Path.of("sub/.env"));
  }

  PermissionMode mode() {
    PermissionMode[] modes = PermissionMode.values();
    return modes[random.nextInt(modes.length)];
  }

  record Rules(List<String> allow, List<String> ask, List<String> deny) {
    Rules with(Rules more) {
      return new Rules(both(allow, more.allow), both(ask, more.ask), both(deny, more.deny));
    }

    private static List<String> both(List<String> one, List<String> other) {
      List<String> all = new ArrayList<>(one);
      all.addAll(other);
      return all;
    }
  }

  record Call(String tool, Effect effect) {}

  String pick(String[] from) {
    return from[random.nextInt(from.length)];
  }

  List<String> some(int most) {
    List<String> rules = new ArrayList<>();
    for (int n = random.nextInt(most + 1); n > 0; n--) {
      rules.add(pick(random.nextInt(3) == 0 ? OTHER_RULES : COMMAND_RULES));
    }
    return rules;
  }

  Rules rules() {
    return new Rules(some(3), some(2), some(2));
  }

  String text() {
    StringBuilder text = new StringBuilder(pick(random.nextInt(5) == 0 ? NOT_UNDERSTOOD : PARTS));
    for (int n = random.nextInt(3); n > 0; n--) {
      text.append(pick(JOINS)).append(pick(random.nextInt(8) == 0 ? NOT_UNDERSTOOD : PARTS));
    }
    return text.toString();
  }

  Call call() {
    Path path =
        switch (random.nextInt(6)) {
          case 0 -> work.resolve("a.txt");
          case 1 -> work.resolve("sub/.env");
          case 2 -> work.resolve("link");
          case 3 -> work.resolve(".git/config");
          case 4 -> work.resolve("sub/new");
          default -> Path.of("/etc/hostname");
        };
    return switch (random.nextInt(6)) {
      case 0 -> new Call("Read", new Effect.ReadFile(path));
      case 1 -> new Call("Write", new Effect.WriteFile(path));
      case 2 -> new Call("Edit", new Effect.WriteFile(path));
      default -> new Call("Bash", new Effect.RunShell(text(), work));
    };
  }
}
