package dev.muster.policy;

import dev.muster.permission.Policy;
import dev.muster.permission.PolicyEngine;
import dev.muster.protocol.PathFacts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Makes the engine that a session would be decided by. Thread-safe. */
@FunctionalInterface
public interface EngineMaker {

  /**
   * Makes an engine.
   *
   * @param environment of the session, in which programs are found
   * @param writable the folders that the model may write to
   */
  PolicyEngine make(
      Policy policy, PathFacts facts, Map<String, String> environment, List<Path> writable);
}
