package dev.muster.permission.rule;

import dev.muster.pattern.PathPattern;
import dev.muster.pattern.PatternException;
import dev.muster.permission.rule.RuleParser.Reading;
import dev.muster.settings.RuleText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the paths of {@code Read(...)} and {@code Edit(...)} rules.
 *
 * <p>Where a form can be read more or less widely, rules that deny or ask are read widely and rules
 * that allow narrowly: {@code dir/**} and {@code ./name} count at any depth to the former and in
 * the session's folder alone to the latter; case is ignored, where the file system ignores it, by
 * the former only; and only to the former does a link among the folders that the pattern names
 * stand for what it leads to.
 */
final class FileRuleReader {

  /** Beginnings of absolute paths that nobody means as a folder of a project. */
  private static final Set<String> TOP_FOLDERS =
      Set.of("Users", "home", "etc", "usr", "root", "private", "proc", "sys", "Volumes");

  private final Path folder;
  private final Path home;
  private final Function<Path, List<Path>> forms;
  private final boolean ignoreCase;

  FileRuleReader(Path folder, Path home, Function<Path, List<Path>> forms, boolean ignoreCase) {
    this.folder = folder;
    this.home = home;
    this.forms = forms;
    this.ignoreCase = ignoreCase;
  }

  /** A pattern and the folder from which it counts; anchored ones begin with a slash. */
  private record Anchored(Path base, String pattern) {}

  Reading read(RuleText text, Rule.Access access, String spec, RuleList list) {
    if (spec.startsWith("!")) {
      return new Reading.Malformed(
          "a path that begins with '!' takes nothing back; write rules for what is meant");
    }
    Anchored anchored = climbed(anchor(text, spec, list == RuleList.ALLOW));
    String pattern = anchored.pattern();
    if (pattern.contains("/../") || pattern.endsWith("/..")) {
      return new Reading.Malformed("'..' may stand only at the beginning of a path");
    }
    try {
      FilePattern places = places(anchored.base(), pattern, list == RuleList.ALLOW);
      return new Reading.Read(new Rule.Files(text, access, places), warning(spec, text.base()));
    } catch (PatternException | InvalidPathException reason) {
      return new Reading.Malformed(String.valueOf(reason.getMessage()));
    }
  }

  private Anchored anchor(RuleText text, String spec, boolean allow) {
    if (spec.startsWith("//")) {
      Path root = folder.getRoot();
      return new Anchored(root == null ? folder : root, spec.substring(1));
    }
    if (spec.equals("~") || spec.startsWith("~/")) {
      return new Anchored(home, spec.equals("~") ? "/" : spec.substring(1));
    }
    if (spec.startsWith("/")) {
      return new Anchored(text.base(), spec);
    }
    if (spec.equals(".") || spec.equals("./")) {
      return new Anchored(folder, "/");
    }
    if (spec.equals("..")) {
      return new Anchored(folder, "/../");
    }
    if (spec.startsWith("../")) {
      return new Anchored(folder, "/" + spec);
    }
    if (spec.startsWith("./")) {
      boolean narrow = allow || spec.startsWith("./../");
      return new Anchored(folder, narrow ? spec.substring(1) : spec.substring(2));
    }
    return new Anchored(folder, spec);
  }

  private static Anchored climbed(Anchored from) {
    Path base = from.base();
    String pattern = from.pattern();
    while (pattern.startsWith("/../") || pattern.equals("/..")) {
      pattern = pattern.length() <= 4 ? "/" : pattern.substring(3);
      Path above = base.getParent();
      base = above == null ? base : above;
    }
    return new Anchored(base, pattern);
  }

  private FilePattern places(Path base, String written, boolean allow) throws PatternException {
    String pattern = written;
    while (pattern.endsWith("/**/*")) {
      pattern = pattern.substring(0, pattern.length() - 2);
    }
    if (pattern.equals("**") || pattern.equals("**/*")) {
      pattern = "/**";
    }
    boolean tree = pattern.endsWith("/**");
    String stem = tree ? pattern.substring(0, pattern.length() - 3) : pattern;
    if (stem.length() > 1 && stem.indexOf('/') == stem.length() - 1) {
      // one name with a slash behind it: a folder at any depth
      return below(forms(base, List.of(), allow), List.of(stem), allow);
    }
    if (stem.indexOf('/') < 0 && !stem.isEmpty() && !(tree && allow)) {
      return below(forms(base, List.of(), allow), List.of(tree ? stem + "/" : stem), allow);
    }
    return anchored(base, stem, tree, allow);
  }

  /** A pattern that counts from its base alone. */
  private FilePattern anchored(Path base, String stem, boolean tree, boolean allow)
      throws PatternException {
    List<String> components = new ArrayList<>();
    for (String component : stem.split("/")) {
      if (!component.isEmpty() && !component.equals(".")) {
        components.add(component);
      }
    }
    int literal = 0;
    while (literal < components.size() && isLiteral(components.get(literal))) {
      literal++;
    }
    List<Path> bases = forms(base, components.subList(0, literal), allow);
    if (literal == components.size()) {
      return below(bases, List.of(), allow);
    }
    boolean folders = tree || stem.endsWith("/");
    String rest = "/" + String.join("/", components.subList(literal, components.size()));
    return below(bases, List.of(folders ? rest + "/" : rest), allow);
  }

  private FilePattern below(List<Path> bases, List<String> patterns, boolean allow)
      throws PatternException {
    boolean fold = ignoreCase && !allow;
    List<PathPattern> compiled = new ArrayList<>();
    for (String pattern : patterns) {
      PathPattern one = PathPattern.gitignore(pattern);
      compiled.add(fold ? one.ignoringCase() : one);
    }
    return new FilePattern(bases, compiled, fold);
  }

  private List<Path> forms(Path base, List<String> names, boolean allow) {
    List<Path> found = new ArrayList<>();
    for (Path form : forms.apply(base)) {
      found.add(below(form, names));
    }
    if (!allow && !names.isEmpty()) {
      found.addAll(forms.apply(below(base, names)));
    }
    return found.stream().distinct().toList();
  }

  private static Path below(Path base, List<String> names) {
    Path path = base;
    for (String name : names) {
      path = path.resolve(name);
    }
    return path;
  }

  private static boolean isLiteral(String component) {
    for (int i = 0; i < component.length(); i++) {
      switch (component.charAt(i)) {
        case '*', '?', '[', '\\' -> {
          return false;
        }
        default -> {}
      }
    }
    return true;
  }

  private String warning(String spec, Path base) {
    if (spec.startsWith("/") && !spec.startsWith("//")) {
      int end = spec.indexOf('/', 1);
      String first = spec.substring(1, end < 0 ? spec.length() : end);
      boolean absolute = TOP_FOLDERS.contains(first) || spec.startsWith(home + "/");
      if (absolute) {
        return "it counts from " + base + "; an absolute path is written with two slashes";
      }
    }
    if (spec.startsWith("~") && !spec.equals("~") && !spec.startsWith("~/")) {
      return "'~' stands for your home only directly before a slash";
    }
    return spec.startsWith("$") || spec.contains("/$")
        ? "variables are not replaced in paths of rules"
        : "";
  }
}
