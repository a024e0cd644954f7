package dev.muster.settings;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One piece of settings as it was found: a file's bytes, or what flags of the command line amount
 * to.
 *
 * <p>Immutable; safe for use by several threads.
 */
public final class SettingsSource {

  private final Layer layer;
  private final String name;
  private final Path base;
  private final byte @Nullable [] content;
  private final Json.@Nullable Obj value;
  private final boolean part;

  private SettingsSource(
      Layer layer,
      String name,
      Path base,
      byte @Nullable [] content,
      Json.@Nullable Obj value,
      boolean part) {
    if (layer == Layer.BUILT_IN || layer == Layer.SESSION) {
      throw new IllegalArgumentException("what is built in or granted has no source");
    }
    this.layer = layer;
    this.name = name;
    this.base = base;
    this.content = content;
    this.value = value;
    this.part = part;
  }

  /**
   * A file's content, not yet read as JSON.
   *
   * @param name what people are told it is: the file's path
   * @param base the folder from which its path patterns with one leading slash count
   */
  public static SettingsSource text(Layer layer, String name, Path base, byte[] content) {
    return new SettingsSource(layer, name, base, content.clone(), null, false);
  }

  /**
   * What one flag amounts to as settings, such as {@code {"permissions":{"allow":["Read"]}}} of
   * {@code --allowedTools Read}. Its values have no line.
   */
  public static SettingsSource flag(String flag, Path base, Json.Obj settings) {
    return new SettingsSource(Layer.FLAGS, flag, base, null, settings, false);
  }

  /**
   * Settings of a layer that are a part of another text, which was read already. The place of a
   * value in them is the name and its JSON pointer.
   */
  public static SettingsSource part(Layer layer, String name, Path base, Json.Obj settings) {
    return new SettingsSource(layer, name, base, null, settings, true);
  }

  /** The same, its path patterns counting from another folder. */
  public SettingsSource from(Path other) {
    return new SettingsSource(layer, name, other, content, value, part);
  }

  /** The layer that it belongs to. */
  public Layer layer() {
    return layer;
  }

  /** What people are told it is: a file's path, or a flag. */
  public String name() {
    return name;
  }

  /** The folder from which path patterns with one leading slash count. */
  public Path base() {
    return base;
  }

  byte @Nullable [] content() {
    return content;
  }

  Json.@Nullable Obj value() {
    return value;
  }

  /** What people are told of the value at a pointer that has no line. */
  String placeOf(String pointer) {
    return part ? name + pointer : name;
  }
}
