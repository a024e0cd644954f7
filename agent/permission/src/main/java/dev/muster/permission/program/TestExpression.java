package dev.muster.permission.program;

import dev.muster.permission.program.ProgramReading.NotKnownSafe;
import dev.muster.permission.program.ProgramReading.ReadsOnly;
import java.util.ArrayList;
import java.util.List;

/** Reads the arguments of {@code test} and {@code [}. */
final class TestExpression {
  private TestExpression() {}

  static ProgramReading judge(String name, List<String> arguments) {
    List<String> words = arguments;
    if (name.equals("[")) {
      if (words.isEmpty() || !words.getLast().equals("]")) {
        return new NotKnownSafe("The closing bracket is missing");
      }
      words = words.subList(0, words.size() - 1);
    }
    List<String> read = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      // The subscript of a variable's name is evaluated, which can run commands.
      if (word.equals("-v") || word.equals("-R")) {
        return new NotKnownSafe("\"" + word + "\" of test evaluates a variable's name");
      }
      if (isFileTest(word) && i + 1 < words.size()) {
        read.add(words.get(i + 1));
      }
      if (word.equals("-nt") || word.equals("-ot") || word.equals("-ef")) {
        read.addAll(words.subList(Math.max(0, i - 1), i));
        read.addAll(words.subList(i + 1, Math.min(words.size(), i + 2)));
      }
    }
    return new ReadsOnly(read, false);
  }

  private static boolean isFileTest(String word) {
    return word.length() == 2
        && word.charAt(0) == '-'
        && "abcdefghkprsuwxGLNOS".indexOf(word.charAt(1)) >= 0;
  }
}
