package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of {@code find}: only tests and printing are known to be harmless. */
final class FindExpression {
  private FindExpression() {}

  static ProgramReading judge(List<String> arguments) {
    int at = 0;
    // -L is not among them: it would follow links out of the folders that are decided about.
    while (at < arguments.size() && isLeadingOption(arguments.get(at))) {
      at++;
    }
    List<String> read = new ArrayList<>();
    while (at < arguments.size() && !beginsExpression(arguments.get(at))) {
      read.add(arguments.get(at++));
    }
    if (read.isEmpty()) {
      read.add(".");
    }
    while (at < arguments.size()) {
      String word = arguments.get(at++);
      if (takesNothing(word)) {
        continue;
      }
      boolean file = takesFile(word);
      if (!file && !takesValue(word)) {
        return new NotKnownSafe("\"" + word + "\" of find is not known to be harmless");
      }
      if (at == arguments.size()) {
        return new NotKnownSafe("\"" + word + "\" of find lacks its value");
      }
      String value = arguments.get(at++);
      if (file) {
        read.add(value);
      }
    }
    return new ReadsOnly(read, true);
  }

  private static boolean isLeadingOption(String word) {
    return switch (word) {
      case "-H", "-P", "-O0", "-O1", "-O2", "-O3" -> true;
      default -> false;
    };
  }

  private static boolean beginsExpression(String word) {
    return word.startsWith("-")
        || word.equals("(")
        || word.equals(")")
        || word.equals("!")
        || word.equals(",");
  }

  private static boolean takesNothing(String word) {
    return switch (word) {
      case "(", ")", "!", ",", "-a", "-o", "-and", "-or", "-not", "-true", "-false" -> true;
      case "-print", "-print0", "-ls", "-prune", "-quit", "-depth", "-d" -> true;
      case "-mount", "-xdev", "-daystart", "-noleaf", "-ignore_readdir_race" -> true;
      case "-noignore_readdir_race", "-warn", "-nowarn", "-empty", "-readable" -> true;
      case "-writable", "-executable", "-nouser", "-nogroup", "-help", "--help" -> true;
      case "-version", "--version" -> true;
      default -> false;
    };
  }

  private static boolean takesValue(String word) {
    return switch (word) {
      case "-name", "-iname", "-path", "-ipath", "-wholename", "-iwholename", "-regex" -> true;
      case "-iregex", "-lname", "-ilname", "-regextype", "-type", "-xtype", "-size" -> true;
      case "-mtime", "-mmin", "-atime", "-amin", "-ctime", "-cmin", "-used", "-user" -> true;
      case "-group", "-uid", "-gid", "-perm", "-links", "-inum", "-maxdepth" -> true;
      case "-mindepth", "-fstype", "-printf", "-newermt", "-newerat", "-newerct" -> true;
      default -> false;
    };
  }

  private static boolean takesFile(String word) {
    return switch (word) {
      case "-newer", "-anewer", "-cnewer", "-samefile" -> true;
      case "-neweraa", "-newerac", "-neweram", "-newerca", "-newercc", "-newercm" -> true;
      case "-newerma", "-newermc", "-newermm" -> true;
      default -> false;
    };
  }
}
