package dev.muster.cli;

import dev.muster.exec.ChildEnvironment;
import dev.muster.permission.CommandConfinement;
import dev.muster.permission.DenyGuard;
import dev.muster.permission.Knowledge;
import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.permission.program.AddedProfiles;
import dev.muster.permission.program.KnownPrograms;
import dev.muster.permission.program.ProgramEnvironment;
import dev.muster.permission.program.SafeGitEnvironment;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.permission.shell.LooseWords;
import dev.muster.permission.shell.ShellEnvironment;
import dev.muster.protocol.PathFacts;
import dev.muster.protocol.PermissionUpdate.Destination;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Makes the engine that decides, of what is known of the shell, of programs and of this machine.
 */
public final class Engines {

  /** Looks for forbidden commands in texts that are not understood. */
  private static final DenyGuard GUARD =
      new DenyGuard() {
        @Override
        public boolean mayRun(String text, List<String> words) {
          return LooseWords.mayRun(text, words);
        }

        @Override
        public boolean mayRun(String text, List<String> words, boolean openEnd) {
          return LooseWords.of(text).mayRun(words, openEnd);
        }
      };

  private final Supplier<List<AddedProfiles>> added;

  /** Engines that also know of programs what these profiles tell. */
  Engines(Supplier<List<AddedProfiles>> added) {
    this.added = added;
  }

  /**
   * The engine of a policy, which knows of programs what is built in.
   *
   * @param environment of the session
   * @param writable the folders that the model may write to
   */
  public static PolicyEngine of(
      Policy policy, PathFacts facts, Map<String, String> environment, List<Path> writable) {
    return new Engines(List::of).make(policy, facts, environment, writable);
  }

  /** The same with the profiles that were added. */
  PolicyEngine make(
      Policy policy, PathFacts facts, Map<String, String> environment, List<Path> writable) {
    return make(policy, facts, environment, writable, Destination.SESSION, CommandConfinement.NONE);
  }

  /**
   * The same for a session.
   *
   * @param keep where rules that are proposed with a question are to be kept
   * @param confinement chooses how commands are confined
   */
  PolicyEngine make(
      Policy policy,
      PathFacts facts,
      Map<String, String> environment,
      List<Path> writable,
      Destination keep,
      CommandConfinement confinement) {
    Map<String, String> inherited = commandEnvironment(environment);
    KnownPrograms programs = ProgramKnowledge.of(inherited, writable, added.get());
    Knowledge knowledge = new Knowledge(new BashAnalysis(inherited), programs, GUARD);
    return new PolicyEngine(policy, facts, knowledge, keep, confinement);
  }

  /** What commands see: nothing that changes how the shell or git read what was decided. */
  static Map<String, String> commandEnvironment(Map<String, String> session) {
    Map<String, String> inherited = new HashMap<>(session);
    inherited
        .entrySet()
        .removeIf(variable ->
            ShellEnvironment.removes(variable.getKey())
                || SafeGitEnvironment.removes(variable.getKey())
                || ProgramEnvironment.removes(variable.getKey(), variable.getValue()));
    return ChildEnvironment.of(inherited, SafeGitEnvironment.additionsTo(inherited));
  }
}
