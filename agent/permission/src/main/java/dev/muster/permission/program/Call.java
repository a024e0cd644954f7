package dev.muster.permission.program;

import dev.muster.permission.shell.ShellCommand;
import dev.muster.permission.shell.Word;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program with its arguments.
 *
 * @param program its name, without a folder
 * @param input where its standard input comes from
 * @param folder where it runs, or {@code null} where that is not certain
 */
record Call(String program, List<Word> arguments, ShellCommand.Input input, @Nullable Path folder) {
  Call {
    arguments = List.copyOf(arguments);
  }
}
