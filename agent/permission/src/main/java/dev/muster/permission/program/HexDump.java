package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of {@code xxd}, which writes to a second operand and with {@code -r}. */
final class HexDump {
  private HexDump() {}

  static ProgramReading judge(List<String> arguments) {
    List<String> read = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-") || word.equals("-")) {
        read.add(word);
        continue;
      }
      boolean known =
          switch (word) {
            case "-a", "-b", "-C", "-E", "-e", "-i", "-p", "-ps", "-u", "-d", "-v", "-h" -> true;
            case "-c", "-g", "-l", "-n", "-o", "-s" -> ++i < arguments.size();
            default -> isNumberOption(word);
          };
      if (!known) {
        return new NotKnownSafe("The option " + word + " of xxd is not known to be harmless");
      }
    }
    if (read.size() > 1) {
      return new NotKnownSafe("A second file would be written");
    }
    read.removeIf("-"::equals);
    return new ReadsOnly(read, false);
  }

  private static boolean isNumberOption(String word) {
    if (word.length() < 3 || "cgls".indexOf(word.charAt(1)) < 0) {
      return false;
    }
    for (int i = 2; i < word.length(); i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
