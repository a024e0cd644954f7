package dev.muster.tool;

import dev.muster.json.Json;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a tool's input by name and type, and collects what is wrong in words for the model.
 *
 * <p>Numbers and booleans may come as strings, as models sometimes send them. A member that the
 * schema does not have is an error. For use by one thread.
 */
public final class ToolInput {

  private final Json.Obj input;
  private final StringBuilder faults = new StringBuilder();

  /** Reads an input that may have the members named and no others. */
  public ToolInput(Json.Obj input, Set<String> known) {
    this.input = input;
    for (String name : input.members().keySet()) {
      if (!known.contains(name)) {
        fault("unexpected parameter `" + name + "`");
      }
    }
  }

  /** A text that must be there; empty text (with a fault noted) when it is not. */
  public String required(String name) {
    if (!input.has(name)) {
      fault("the required parameter `" + name + "` is missing");
      return "";
    }
    return text(name).orElse("");
  }

  /** A text that may be there. */
  public Optional<String> text(String name) {
    return switch (input.get(name)) {
      case null -> Optional.empty();
      case Json.Str(String value) -> Optional.of(value);
      case Json value -> {
        fault("the parameter `" + name + "` must be a string");
        yield Optional.empty();
      }
    };
  }

  /**
   * A path that must be there, absolute and lexically normal; the folder (with a fault noted) when
   * it is not.
   *
   * @param folder from which a relative path counts
   */
  public Path requiredPath(String name, Path folder) {
    return resolved(name, required(name), folder);
  }

  /** A path that may be there, absolute and lexically normal; else the folder. */
  public Path path(String name, Path folder) {
    return resolved(name, text(name).orElse(""), folder);
  }

  private Path resolved(String name, String written, Path folder) {
    try {
      return folder.resolve(written).normalize();
    } catch (InvalidPathException e) {
      fault("`" + name + "` is not a path: " + e.getReason());
      return folder;
    }
  }

  /** A text that may be there and must be one of a few. */
  public Optional<String> choice(String name, List<String> choices) {
    Optional<String> value = text(name);
    if (value.isPresent() && !choices.contains(value.get())) {
      fault("the parameter `" + name + "` must be one of " + String.join(", ", choices));
      return Optional.empty();
    }
    return value;
  }

  /** A whole number that may be there, within bounds. */
  public OptionalLong whole(String name, long least, long most) {
    OptionalLong value =
        switch (input.get(name)) {
          case null -> OptionalLong.empty();
          case Json.Num number -> orFault(number.whole(), name);
          case Json.Str(String text) when text.strip().matches("-?[0-9]{1,18}") ->
              OptionalLong.of(Long.parseLong(text.strip()));
          case Json other -> orFault(OptionalLong.empty(), name);
        };
    if (value.isPresent() && (value.getAsLong() < least || value.getAsLong() > most)) {
      fault(
          "the parameter `"
              + name
              + (most == Long.MAX_VALUE
                  ? "` must be at least " + least
                  : "` must be from " + least + " to " + most));
      return OptionalLong.empty();
    }
    return value;
  }

  /** A boolean that may be there. */
  public Optional<Boolean> bool(String name) {
    return switch (input.get(name)) {
      case null -> Optional.empty();
      case Json.Bool(boolean value) -> Optional.of(value);
      case Json.Str(String text) when text.equals("true") || text.equals("false") ->
          Optional.of(Boolean.valueOf(text));
      case Json other -> {
        fault("the parameter `" + name + "` must be true or false");
        yield Optional.empty();
      }
    };
  }

  /** Notes something that is wrong. */
  public void fault(String message) {
    faults.append(faults.isEmpty() ? "" : "; ").append(message);
  }

  /** What is wrong, in one line; empty when nothing is. */
  public Optional<String> faults() {
    return faults.isEmpty() ? Optional.empty() : Optional.of(faults.toString());
  }

  private OptionalLong orFault(OptionalLong value, String name) {
    if (value.isEmpty()) {
      fault("the parameter `" + name + "` must be a whole number");
    }
    return value;
  }
}
