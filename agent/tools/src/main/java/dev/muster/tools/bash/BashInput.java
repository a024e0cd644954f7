package dev.muster.tools.bash;

import dev.muster.exec.ShellCommand;
import dev.muster.json.Json;
import dev.muster.tool.ToolInput;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The Bash tool's input, read.
 *
 * <p>{@code dangerouslyDisableSandbox} belongs to the established schema, so it is accepted; it has
 * no effect, as how a command is confined is never the model's to choose.
 *
 * @param unsandboxed whether it was asked for all the same
 */
record BashInput(
    String command,
    Duration timeout,
    String description,
    boolean inBackground,
    boolean unsandboxed,
    Optional<String> faults) {

  private static final Set<String> KNOWN =
      Set.of("command", "timeout", "description", "run_in_background", "dangerouslyDisableSandbox");

  private static final int LONGEST_DESCRIPTION = 200;

  static BashInput read(Json.Obj input, BashLimits limits) {
    ToolInput reader = new ToolInput(input, KNOWN);
    String command = reader.required("command");
    String fault = ShellCommand.fault(command);
    if (!fault.isEmpty()) {
      reader.fault(fault);
    } else if (input.has("command") && command.isBlank()) {
      reader.fault("the parameter `command` is empty");
    }
    long millis = reader.whole("timeout", 0, Long.MAX_VALUE).orElse(0);
    Duration timeout =
        millis == 0
            ? limits.defaultTimeout()
            : Duration.ofMillis(Math.min(millis, limits.maxTimeout().toMillis()));
    String description = reader.text("description").filter(d -> !d.isBlank()).orElse(command);
    boolean background = reader.bool("run_in_background").orElse(false);
    if (background && !limits.background()) {
      reader.fault(
          "background tasks are switched off here (CLAUDE_CODE_DISABLE_BACKGROUND_TASKS); run the"
              + " command without `run_in_background`");
    }
    boolean unsandboxed = reader.bool("dangerouslyDisableSandbox").orElse(false);
    return new BashInput(
        command, timeout, oneLine(description), background, unsandboxed, reader.faults());
  }

  private static String oneLine(String text) {
    String stripped = text.strip();
    int newline = stripped.indexOf('\n');
    String line = newline < 0 ? stripped : stripped.substring(0, newline).stripTrailing();
    if (line.length() <= LONGEST_DESCRIPTION) {
      return line;
    }
    int end = LONGEST_DESCRIPTION;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
