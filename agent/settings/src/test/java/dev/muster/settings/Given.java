package dev.muster.settings;

import dev.muster.protocol.Layer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Sources and compositions in few words. */
final class Given {

  private Given() {}

  static SettingsSource source(Layer layer, String json) {
    return source(layer, name(layer), json);
  }

  static SettingsSource source(Layer layer, String name, String json) {
    return SettingsSource.text(
        layer, name, Path.of("/base", layer.name()), json.getBytes(StandardCharsets.UTF_8));
  }

  static String name(Layer layer) {
    return switch (layer) {
      case MANAGED -> "/etc/claude-code/managed-settings.json";
      case FLAGS -> "--settings";
      case SESSION -> "this session";
      case LOCAL -> ".claude/settings.local.json";
      case PROJECT -> ".claude/settings.json";
      case USER -> "/home/u/.claude/settings.json";
      case BUILT_IN -> "built in";
    };
  }

  static Composition.Composed composed(boolean trusted, SettingsSource... sources) {
    Composition composition = Settings.compose(List.of(sources), trusted);
    if (composition instanceof Composition.Rejected rejected) {
      throw new AssertionError("rejected: " + rejected.problem().what());
    }
    return (Composition.Composed) composition;
  }

  static Settings settings(SettingsSource... sources) {
    return composed(true, sources).settings();
  }

  static List<String> warnings(boolean trusted, SettingsSource... sources) {
    return composed(trusted, sources).warnings().stream().map(Fault::text).toList();
  }

  static List<String> faults(SettingsSource... sources) {
    Composition composition = Settings.compose(List.of(sources), true);
    return composition instanceof Composition.Rejected(List<Fault> faults)
        ? faults.stream().map(Fault::text).toList()
        : List.of();
  }
}
