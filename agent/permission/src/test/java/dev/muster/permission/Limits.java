package dev.muster.permission;

import dev.muster.permission.ConfinementPolicy.Circumstances;
import dev.muster.permission.shell.BashAnalysis;
import dev.muster.protocol.Confinement.Confined;
import dev.muster.protocol.Confinement.Disk;
import dev.muster.protocol.Confinement.Frozen;
import dev.muster.protocol.Layer;
import dev.muster.protocol.PermissionMode;
import dev.muster.settings.Composition;
import dev.muster.settings.Settings;
import dev.muster.settings.SettingsSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The limits of commands in a {@link Session} under the sandbox's settings. For one thread. */
final class Limits {

  final Session session;
  private final List<SettingsSource> sources = new ArrayList<>();
  private final List<Repository> repositories = new ArrayList<>();
  private final List<Path> own = new ArrayList<>();
  private boolean scrubs;
  private boolean confinable = true;

  Limits(Session session) {
    this.session = session;
  }

  /** Adds the content of a {@code sandbox} block, with double quotes written as single ones. */
  Limits with(Layer layer, String block) {
    String text = "{\"sandbox\": {" + block.replace('\'', '"') + "}}";
    sources.add(
        SettingsSource.text(
            layer, layer.name(), base(layer), text.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  private Path base(Layer layer) {
    return switch (layer) {
      case PROJECT, LOCAL, FLAGS -> session.work;
      case USER -> session.config;
      case MANAGED, BUILT_IN, SESSION -> Path.of("/etc/claude-code");
    };
  }

  Limits repository(Path folder, Path... inner) {
    repositories.add(new Repository(folder, true, List.of(inner)));
    return this;
  }

  Limits repository(Path folder, List<Path> inner) {
    repositories.add(new Repository(folder, true, inner));
    return this;
  }

  Limits own(Path path) {
    own.add(path);
    return this;
  }

  Limits scrubbing() {
    scrubs = true;
    return this;
  }

  Limits confinable(boolean can) {
    confinable = can;
    return this;
  }

  ConfinementPolicy policy() {
    Composition composition = Settings.compose(sources, true);
    if (!(composition instanceof Composition.Composed composed)) {
      throw new IllegalStateException(composition.toString());
    }
    if (!(session.reading() instanceof Policy.Reading.Usable usable)) {
      throw new IllegalStateException("rules mean nothing");
    }
    return new ConfinementPolicy(
        composed.settings().sandbox(),
        usable.policy(),
        new TestPathFacts(),
        new BashAnalysis(Map.of("HOME", session.home.toString())),
        new Circumstances(
            repositories, own, Path.of("/etc/claude-code"), scrubs, () -> confinable));
  }

  Confined confined() {
    return policy().limits(PermissionMode.DEFAULT);
  }

  Disk.Limited disk() {
    return (Disk.Limited) confined().disk();
  }

  Map<Path, Frozen.WhenAbsent> frozen() {
    Map<Path, Frozen.WhenAbsent> all = new java.util.HashMap<>();
    disk().frozen().forEach(one -> all.put(one.path(), one.whenAbsent()));
    return all;
  }

  /** The single places that are hidden. */
  List<Path> hidden() {
    return disk().hidden();
  }
}
