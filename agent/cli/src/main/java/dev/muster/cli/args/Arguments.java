package dev.muster.cli.args;

import dev.muster.headless.InputFormat;
import dev.muster.headless.OutputFormat;
import dev.muster.json.Json;
import dev.muster.model.ThinkingMode;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A command line that makes sense, as data. Nothing in it has been looked up on disk. */
public sealed interface Arguments {

  /**
   * Reads a command line.
   *
   * @param args the words after the program's name
   * @throws dev.muster.protocol.ProblemException when it makes no sense; exit code 1
   */
  static Arguments parse(List<String> args) {
    return Grammar.parse(args);
  }

  /**
   * Work on a prompt.
   *
   * @param prompt the argument; empty where there is none
   * @param print whether to answer and exit: {@code --print}, or any of the formats
   * @param fallbackModels in order of preference
   * @param betas names of the API's beta features
   */
  record Run(
      String prompt,
      boolean print,
      Io io,
      Optional<String> model,
      List<String> fallbackModels,
      Reasoning reasoning,
      List<String> betas,
      Limits limits,
      Permissions permissions,
      Sources sources,
      Prompts prompts,
      Start start,
      boolean persist,
      Optional<Json.Obj> jsonSchema,
      Debug debug)
      implements Arguments {
    public Run {
      fallbackModels = List.copyOf(fallbackModels);
      betas = List.copyOf(betas);
    }
  }

  /** Show the agent at work on a sample project. */
  record Demo() implements Arguments {}

  /**
   * Trust a folder, or stop doing so.
   *
   * @param folder as it was written; {@code .} where none was
   */
  record Trust(String folder, boolean revoke) implements Arguments {}

  /** See, test and rehearse a policy. */
  record Policy(PolicyRequest request) implements Arguments {}

  /** See and try the sandbox. */
  record Sandbox(SandboxRequest request) implements Arguments {}

  /** Print the version. */
  record Version() implements Arguments {}

  /** Print the help of that command. */
  record Help(Command topic) implements Arguments {}

  /** Print a completion script. */
  record Completion(Shell shell) implements Arguments {}

  /**
   * How the run speaks with whoever started it.
   *
   * @param hostAnswers whether questions about calls go to the host
   */
  record Io(
      OutputFormat output,
      InputFormat input,
      boolean verbose,
      boolean partialMessages,
      boolean replayUserMessages,
      boolean hostAnswers) {}

  /**
   * How much the model is to reason, where the flags say it.
   *
   * @param effort the provider's level
   */
  record Reasoning(Optional<ThinkingMode> thinking, Optional<String> effort) {}

  /**
   * What a run may take.
   *
   * @param maxTurns model calls, positive
   * @param maxBudgetNanos nano-dollars, positive; what the flag says, rounded down
   */
  record Limits(OptionalInt maxTurns, OptionalLong maxBudgetNanos) {}

  /**
   * What is permitted.
   *
   * @param allowed allow rules, as written
   * @param disallowed deny rules, as written
   * @param tools which tools there are
   * @param mode the mode to begin with, if the flags name one
   * @param bypassAllowed whether a host may switch to {@link PermissionMode#BYPASS_PERMISSIONS}
   */
  record Permissions(
      List<String> allowed,
      List<String> disallowed,
      ToolChoice tools,
      Optional<PermissionMode> mode,
      boolean bypassAllowed) {
    public Permissions {
      allowed = List.copyOf(allowed);
      disallowed = List.copyOf(disallowed);
    }
  }

  /** Which of the built-in tools there are. */
  sealed interface ToolChoice {

    /** The usual ones. */
    record Usual() implements ToolChoice {}

    /** Exactly these; none at all where the list is empty. */
    record Only(List<String> names) implements ToolChoice {
      public Only {
        names = List.copyOf(names);
      }
    }
  }

  /**
   * Where settings come from.
   *
   * @param settings a file's path, or JSON text, which begins with a brace
   * @param layers which of {@link Layer#USER}, {@link Layer#PROJECT} and {@link Layer#LOCAL} count
   * @param addedFolders more working folders, as written
   */
  record Sources(Optional<String> settings, Set<Layer> layers, List<String> addedFolders) {
    public Sources {
      layers = Set.copyOf(layers);
      addedFolders = List.copyOf(addedFolders);
    }

    /** Whether the settings are JSON text and not a file's path. */
    public boolean inline() {
      return settings.isPresent() && settings.get().stripLeading().startsWith("{");
    }
  }

  /** Changes of the system prompt. */
  record Prompts(Optional<PromptSource> system, Optional<PromptSource> append) {}

  /** Where a part of the system prompt comes from. */
  sealed interface PromptSource {

    /** The text itself; it may be empty. */
    record Text(String text) implements PromptSource {}

    /** A file, as written. */
    record File(String path) implements PromptSource {}
  }

  /** How the session begins. */
  sealed interface Start {

    /** A new session, with that id if one is given. */
    record Fresh(Optional<String> id) implements Start {}

    /** The folder's last session; a new one where there is none. */
    record Latest(Fork fork) implements Start {}

    /** The session of that id, which need not exist or even be a UUID. */
    record Resumed(String id, Fork fork) implements Start {}
  }

  /** Whether a session that goes on is left alone. */
  sealed interface Fork {

    /** It goes on under its own id. */
    record No() implements Fork {}

    /** A new session goes on, with that id if one is given. */
    record Yes(Optional<String> id) implements Fork {}
  }

  /**
   * What is told of the inside.
   *
   * @param filter which kinds of things; all where it is empty
   * @param file where to tell it; standard error where it is absent
   */
  record Debug(boolean on, String filter, Optional<String> file) {}
}
