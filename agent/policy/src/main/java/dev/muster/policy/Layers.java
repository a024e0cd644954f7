package dev.muster.policy;

import dev.muster.settings.SettingsSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The settings of all layers that are in force at a place.
 *
 * @param sources the highest layer first
 * @param trusted whether the person trusts the folder
 * @param projectFolder the root of the project
 * @param managedFolder where the administrator's settings are
 * @param environment of the session
 */
public record Layers(
    List<SettingsSource> sources,
    boolean trusted,
    Path projectFolder,
    Path managedFolder,
    Map<String, String> environment) {
  public Layers {
    sources = List.copyOf(sources);
    environment = Map.copyOf(environment);
  }
}
