package dev.muster.permission;

import dev.muster.permission.program.ProgramReading;
import dev.muster.permission.shell.ShellCommand;
import java.util.List;

/** Knows a handful of programs that only read. */
final class FakePrograms implements ProgramJudge {

  @Override
  public ProgramReading judge(ShellCommand command) {
    List<String> argv = command.argv();
    List<String> operands = argv.stream().skip(1).filter(word -> !word.startsWith("-")).toList();
    boolean unknownOption = argv.stream().anyMatch(word -> word.startsWith("--"));
    if (unknownOption) {
      return new ProgramReading.NotKnownSafe("An option is not known");
    }
    return switch (argv.getFirst()) {
      case "cat", "head", "wc" -> new ProgramReading.ReadsOnly(operands, false);
      case "ls" ->
          new ProgramReading.ReadsOnly(operands.isEmpty() ? List.of(".") : operands, false);
      case "grep" ->
          new ProgramReading.ReadsOnly(
              operands.isEmpty() ? operands : operands.subList(1, operands.size()),
              argv.contains("-r"));
      case "echo", "pwd", "true" -> new ProgramReading.ReadsOnly(List.of(), false);
      case "git" ->
          List.of("status", "log").contains(operands.isEmpty() ? "" : operands.getFirst())
              ? new ProgramReading.ReadsOnly(List.of("."), false)
              : new ProgramReading.NotKnownSafe("This part of git may change something");
      default -> new ProgramReading.NotKnownSafe("Nothing is known about " + argv.getFirst());
    };
  }
}
