package dev.muster.policy.cases;

import dev.muster.json.Json;
import dev.muster.protocol.Layer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file of cases, read.
 *
 * @param name as it was given
 * @param settings the policy under test; {@code null} for that in force
 * @param tree the files for which paths are decided; {@code null} for those of the project
 */
public record CaseFile(
    String name, @Nullable Map<Layer, LayerText> settings, @Nullable Tree tree, List<Case> cases) {
  public CaseFile {
    cases = List.copyOf(cases);
  }

  /** The settings of one layer. */
  public sealed interface LayerText {

    /** In a file, relative to the file of the cases. */
    record InFile(String path) implements LayerText {}

    /** In the file of the cases itself. */
    record Inline(Json.Obj settings, String pointer) implements LayerText {}
  }

  /**
   * Files and links to make, each with its path: relative to the project, or below {@code ~/}.
   *
   * @param files with their contents; a folder's path ends in a slash
   * @param links with their targets
   */
  public record Tree(Map<String, String> files, Map<String, String> links) {
    public Tree {
      files = new LinkedHashMap<>(files);
      links = new LinkedHashMap<>(links);
    }
  }
}
