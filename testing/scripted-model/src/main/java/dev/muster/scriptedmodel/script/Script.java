package dev.muster.scriptedmodel.script;

import dev.muster.scriptedmodel.node.NodeException;
import dev.muster.scriptedmodel.node.NodeReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scripted model says: turns in order, each for one request unless it repeats.
 *
 * <p>A request takes the first turn that has answers left and whose {@linkplain Turn#when
 * conditions} it meets; once none is left it takes {@link #otherwise}, and without that the server
 * answers 500 and remembers that the script was overrun.
 *
 * @param variables texts that the answers may use as <code>${name}</code>
 * @param counting how prompts are counted without an answer
 * @param models ids that {@code /v1/models} lists
 */
public record Script(
    List<Turn> turns,
    Optional<Turn> otherwise,
    Policing policing,
    Counting counting,
    List<String> models,
    Map<String, String> variables) {

  /** What {@code /v1/models} lists when the script does not say. */
  public static final List<String> DEFAULT_MODELS =
      List.of("claude-opus-4-5", "claude-sonnet-4-5", "claude-haiku-4-5");

  public Script {
    turns = List.copyOf(turns);
    models = List.copyOf(models);
    variables = Map.copyOf(variables);
  }

  /** A script of these turns, everything else as usual. */
  public static Script of(Turn... turns) {
    return new Script(
        List.of(turns), Optional.empty(), Policing.ALL, Counting.EXACT, DEFAULT_MODELS, Map.of());
  }

  /**
   * Reads a script from JSON text.
   *
   * @throws ScriptException when it is not a script
   */
  public static Script parse(String json) {
    try {
      return new ScriptReader().script(NodeReader.readObject(json));
    } catch (NodeException e) {
      throw new ScriptException("the script is not JSON: " + e.getMessage());
    }
  }

  /**
   * Reads a script from a file.
   *
   * @throws ScriptException when it is not a script
   */
  public static Script read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the script " + file, e);
    }
  }

  /** This script with that turn for every request after the others are used up. */
  public Script otherwise(Turn turn) {
    return new Script(turns, Optional.of(turn), policing, counting, models, variables);
  }

  /** This script with other policing. */
  public Script policing(Policing other) {
    return new Script(turns, otherwise, other, counting, models, variables);
  }

  /** This script with another way to count. */
  public Script counting(Counting other) {
    return new Script(turns, otherwise, policing, other, models, variables);
  }

  /** This script with one more variable. */
  public Script variable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(variables);
    more.put(name, value);
    return new Script(turns, otherwise, policing, counting, models, more);
  }

  /** This script with the turns of another after its own. */
  public Script then(Turn... more) {
    List<Turn> all = new ArrayList<>(turns);
    all.addAll(List.of(more));
    return new Script(all, otherwise, policing, counting, models, variables);
  }
}
