package dev.muster.settings;

import dev.muster.protocol.PermissionMode;
import java.util.List;
import java.util.Optional;

/**
 * The {@code permissions} block of all layers together. Lists are united, the highest layer first.
 *
 * @param additionalDirectories as written; relative ones count from the folder of the session
 * @param bypassDisabled present when {@code disableBypassPermissionsMode} is {@code "disable"}
 *     anywhere
 * @param managedRulesOnly present when managed settings let only managed rules count; the lists
 *     above then hold no others
 */
public record PermissionSettings(
    List<RuleText> allow,
    List<RuleText> ask,
    List<RuleText> deny,
    List<Sourced<String>> additionalDirectories,
    Optional<Sourced<PermissionMode>> defaultMode,
    Optional<Sourced<Boolean>> bypassDisabled,
    Optional<Sourced<Boolean>> managedRulesOnly) {
  public PermissionSettings {
    allow = List.copyOf(allow);
    ask = List.copyOf(ask);
    deny = List.copyOf(deny);
    additionalDirectories = List.copyOf(additionalDirectories);
  }

  /** No rules at all. */
  public static final PermissionSettings NONE =
      new PermissionSettings(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
}
