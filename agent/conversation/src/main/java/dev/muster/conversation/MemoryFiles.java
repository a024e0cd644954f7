package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import dev.muster.protocol.MemorySource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The memory files of a session: those that the model is told of at once, and those that it is told
 * of when it reads a file that they are about.
 *
 * <p>In order: the organization's, the person's, then for each folder from the outermost down to
 * the working folder its {@code CLAUDE.md}, {@code .claude/CLAUDE.md} ({@code AGENTS.md} where
 * neither stands), {@code .claude/rules} and {@code CLAUDE.local.md}; what a file imports comes
 * right after it. A file is told once, by its canonical location. A rule with {@code paths} waits
 * for a file that matches.
 *
 * <p>Cost: a handful of look-ups for each folder between the root and the working folder, once. For
 * use by one thread. After a compaction, load anew.
 */
public final class MemoryFiles {

  private static final int DEEPEST = 64;

  private final MemoryLoader loader;
  private final MemoryPlaces places;
  private final List<MemoryFile> opening = new ArrayList<>();
  private final List<WaitingRule> waiting = new ArrayList<>();
  private final Set<Path> visited = new HashSet<>();
  private final boolean off;

  private record WaitingRule(Globs globs, Path base, MemoryLoader.Found file) {}

  private MemoryFiles(MemorySource source, MemoryPlaces places, boolean off) {
    this.loader = new MemoryLoader(source, places);
    this.places = places;
    this.off = off;
  }

  /**
   * Loads what is told at once. With {@code CLAUDE_CODE_DISABLE_CLAUDE_MDS} there is nothing; with
   * {@code CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD} the further folders count too.
   */
  public static MemoryFiles load(
      MemorySource source, MemoryPlaces places, Map<String, String> environment) {
    MemoryFiles files =
        new MemoryFiles(source, places, Switches.on(environment, "CLAUDE_CODE_DISABLE_CLAUDE_MDS"));
    if (!files.off) {
      files.loadAll(Switches.on(environment, "CLAUDE_CODE_ADDITIONAL_DIRECTORIES_CLAUDE_MD"));
    }
    return files;
  }

  /** What the model is told at once; empty where nobody wrote anything. */
  public List<ContentBlock> blocks() {
    List<ContentBlock> blocks = new ArrayList<>();
    if (!opening.isEmpty()) {
      blocks.add(new ContentBlock.Text(Notes.note("memory", PromptTexts.read("memory-v1.md"))));
      addBlocks(opening, blocks);
    }
    return List.copyOf(blocks);
  }

  /** The files behind {@link #blocks}, in order. */
  public List<MemoryFile> files() {
    return List.copyOf(opening);
  }

  /**
   * What the model is told once it has read a file: the memory of the folders between the working
   * folder and that file, and the rules that wait for such a file. Each is given out once.
   *
   * @param readFile absolute and normal
   */
  public List<ContentBlock> memoryFor(Path readFile) {
    if (off) {
      return List.of();
    }
    List<MemoryFile> found = new ArrayList<>();
    Path parent = readFile.getParent();
    if (parent != null && parent.startsWith(places.folder()) && !isForeign(parent)) {
      for (Path folder : between(places.folder(), parent)) {
        loadFolder(folder, found);
      }
    }
    Iterator<WaitingRule> rules = waiting.iterator();
    while (rules.hasNext()) {
      WaitingRule rule = rules.next();
      if (rule.globs().match(rule.base(), readFile)) {
        rules.remove();
        loader.keep(rule.file(), found);
      }
    }
    List<ContentBlock> blocks = new ArrayList<>();
    addBlocks(found, blocks);
    return List.copyOf(blocks);
  }

  private void loadAll(boolean moreFolders) {
    Path managed = places.managedFolder();
    if (managed != null) {
      loadOne(managed.resolve("CLAUDE.md"), MemoryFile.Scope.MANAGED, opening);
    }
    MemoryFile said = places.managed();
    if (said != null) {
      loader.keep(
          new MemoryLoader.Found(said.path(), said.path(), said.scope(), said.text()), opening);
    }
    if (managed != null) {
      loadRules(
          managed.resolve(".claude/rules"), places.folder(), MemoryFile.Scope.MANAGED, opening);
    }
    Path config = places.configFolder();
    if (!loadOne(config.resolve("CLAUDE.md"), MemoryFile.Scope.USER, opening)) {
      loadOne(config.resolve("AGENTS.md"), MemoryFile.Scope.USER, opening);
    }
    loadRules(config.resolve("rules"), places.projectRoot(), MemoryFile.Scope.USER, opening);
    List<Path> outsideIn = new ArrayList<>();
    for (Path at = places.folder(); at != null && outsideIn.size() < DEEPEST; at = at.getParent()) {
      outsideIn.addFirst(at);
    }
    for (Path folder : outsideIn) {
      loadFolder(folder, opening);
    }
    if (moreFolders) {
      for (Path folder : places.moreFolders()) {
        loadFolder(folder, opening);
      }
    }
  }

  private void loadFolder(Path folder, List<MemoryFile> into) {
    if (!visited.add(folder)) {
      return;
    }
    Path hidden = folder.resolve(".claude");
    boolean own = loadOne(folder.resolve("CLAUDE.md"), MemoryFile.Scope.PROJECT, into);
    // the person's own folder may lie in a folder above; its files were told as the person's
    boolean ofPerson = hidden.equals(places.configFolder());
    if (!ofPerson) {
      own |= loadOne(hidden.resolve("CLAUDE.md"), MemoryFile.Scope.PROJECT, into);
    }
    if (!own) {
      loadOne(folder.resolve("AGENTS.md"), MemoryFile.Scope.PROJECT, into);
    }
    if (!ofPerson) {
      loadRules(hidden.resolve("rules"), folder, MemoryFile.Scope.PROJECT, into);
    }
    loadOne(folder.resolve("CLAUDE.local.md"), MemoryFile.Scope.LOCAL, into);
  }

  /** Whether there is such a file, told now or before or excluded. */
  private boolean loadOne(Path path, MemoryFile.Scope scope, List<MemoryFile> into) {
    MemoryLoader.Found found = wants(scope) ? loader.find(path, scope) : null;
    if (found == null) {
      return false;
    }
    loader.keep(found, into);
    return true;
  }

  private boolean wants(MemoryFile.Scope scope) {
    return scope == MemoryFile.Scope.MANAGED || places.scopes().contains(scope);
  }

  private void loadRules(Path rules, Path base, MemoryFile.Scope scope, List<MemoryFile> into) {
    if (!wants(scope)) {
      return;
    }
    for (Path path : loader.rulesBelow(rules)) {
      MemoryLoader.Found found = loader.find(path, scope);
      if (found == null) {
        continue;
      }
      RuleText rule = RuleText.of(found.text());
      MemoryLoader.Found body = found.withText(rule.body());
      Globs globs = Globs.of(rule.paths());
      // a rule whose globs are all malformed holds always: better told too often than never
      if (globs.isEmpty()) {
        loader.keep(body, into);
      } else {
        waiting.add(new WaitingRule(globs, base, body));
      }
    }
  }

  private void addBlocks(List<MemoryFile> files, List<ContentBlock> blocks) {
    for (MemoryFile file : files) {
      blocks.add(file.block(places.trusted()));
    }
  }

  /** Whether a folder holds other people's packages, whose authors have no say here. */
  private boolean isForeign(Path folder) {
    for (Path component : places.folder().relativize(folder)) {
      String name = component.toString();
      if (name.equals("node_modules") || name.equals(".git")) {
        return true;
      }
    }
    return false;
  }

  private static List<Path> between(Path outer, Path inner) {
    List<Path> folders = new ArrayList<>();
    for (Path at = inner;
        at != null && !at.equals(outer) && folders.size() < DEEPEST;
        at = at.getParent()) {
      folders.addFirst(at);
    }
    return folders;
  }
}
