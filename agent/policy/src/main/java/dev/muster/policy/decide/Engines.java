package dev.muster.policy.decide;

import dev.muster.policy.Place;
import dev.muster.policy.PolicyInForce;
import dev.muster.policy.PolicyParts;
import dev.muster.policy.decide.Asked.Under;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PathIdentity;
import dev.muster.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The policies of the lines, of which those that were used last are kept.
 *
 * <p>A kept one counts only while the folders that it was made for lead where they led: that is
 * looked up once for all lines that arrived together, since whoever changed the disk after an
 * answer had to wait for it. For use by one thread.
 */
final class Engines {

  private static final int KEPT = 32;

  private final PolicyParts parts;
  private final DecideSettings settings;
  private final Map<Under, Kept> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long round;

  /**
   * A policy that was used.
   *
   * @param now the same with one look at the disk for all lines that arrived together
   */
  private record Kept(PolicyInForce.Reading reading, PolicyInForce.Reading now, long lookedAt) {}

  Engines(PolicyParts parts, DecideSettings settings) {
    this.parts = parts;
    this.settings = settings;
  }

  /** Says that what is asked from now on may have been asked after a look at earlier answers. */
  void lookAgain() {
    round++;
  }

  PolicyInForce.Reading of(Under under) {
    Kept found = kept.get(under);
    if (found != null && found.lookedAt() == round) {
      return found.now();
    }
    boolean holds =
        found != null
            && (!(found.reading() instanceof PolicyInForce.Reading.Ready ready)
                || ready.policy().holds());
    PolicyInForce.Reading reading = holds && found != null ? found.reading() : read(under);
    PolicyInForce.Reading now = ofOneMoment(reading);
    kept.put(under, new Kept(reading, now, round));
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return now;
  }

  private static PolicyInForce.Reading ofOneMoment(PolicyInForce.Reading reading) {
    return reading instanceof PolicyInForce.Reading.Ready(var policy, var warnings)
        ? new PolicyInForce.Reading.Ready(policy.ofOneMoment(), warnings)
        : reading;
  }

  private PolicyInForce.Reading read(Under under) {
    Path folder = canonical(under.folder());
    Path config = under.home().resolve(".claude");
    List<SettingsSource> sources =
        List.of(
            SettingsSource.part(
                Layer.MANAGED, "managed", settings.managedFolder(), under.managed()),
            SettingsSource.part(Layer.LOCAL, "local", folder, under.local()),
            SettingsSource.part(Layer.PROJECT, "settings", folder, under.settings()),
            SettingsSource.part(Layer.USER, "user", config, under.user()));
    Place place = new Place(folder, under.home(), config, settings.ignoreCase());
    Map<String, String> environment =
        Map.of("PATH", settings.searchPath(), "HOME", under.home().toString());
    return PolicyInForce.read(sources, true, place, environment, parts);
  }

  private Path canonical(Path folder) {
    try {
      PathIdentity identity = parts.facts().identify(folder);
      return identity.canonical();
    } catch (IOException cannotTell) {
      return folder;
    }
  }
}
