package dev.muster.verify;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import dev.muster.verify.Repository.Dependency;
import dev.muster.verify.Repository.Module;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which module may know which: the table of the architecture. */
class ModuleGraphTest {

  private static final String EDIT =
      "a module that is to know another one is a decision: change the table in ARCHITECTURE.md and"
          + " in ModuleGraphTest together, with the reason in docs/decisions";

  /** May be known by everybody outside testing/scripted-model. */
  private static final Set<String> OPEN_TO_ALL = Set.of("json", "pattern");

  /** What each module may depend on, by folder. */
  private static final Map<String, Set<String>> TABLE =
      Map.ofEntries(
          Map.entry("vocabulary/json", Set.of()),
          Map.entry("vocabulary/pattern", Set.of()),
          Map.entry("vocabulary/model", Set.of()),
          Map.entry("vocabulary/wire", Set.of("model")),
          Map.entry("vocabulary/protocol", Set.of("model")),
          Map.entry("vocabulary/pricing", Set.of("model")),
          Map.entry("agent/settings", Set.of("protocol")),
          Map.entry("agent/trust", Set.of("protocol")),
          Map.entry("agent/permission", Set.of("protocol", "settings")),
          Map.entry("agent/conversation", Set.of("protocol", "model")),
          Map.entry("agent/tool", Set.of("protocol", "model", "permission")),
          Map.entry(
              "agent/loop",
              Set.of("protocol", "model", "pricing", "conversation", "permission", "tool")),
          Map.entry("agent/exec", Set.of("protocol")),
          Map.entry("agent/workspace", Set.of("protocol", "exec")),
          Map.entry("agent/pdf", Set.of("protocol", "workspace")),
          Map.entry("agent/provider", Set.of("model", "wire", "protocol")),
          Map.entry("agent/tools", Set.of("tool", "exec", "workspace")),
          Map.entry("agent/mcp", Set.of("tool", "exec", "protocol")),
          Map.entry("agent/hooks", Set.of("protocol", "exec")),
          Map.entry("agent/transcript", Set.of("protocol")),
          Map.entry(
              "agent/policy", Set.of("protocol", "settings", "permission", "tool", "transcript")),
          Map.entry("agent/telemetry", Set.of("protocol")),
          Map.entry("agent/headless", Set.of("protocol")),
          Map.entry("agent/tui", Set.of("protocol")),
          Map.entry(
              "agent/cli",
              Set.of(
                  "model",
                  "wire",
                  "protocol",
                  "pricing",
                  "settings",
                  "trust",
                  "permission",
                  "conversation",
                  "tool",
                  "loop",
                  "exec",
                  "workspace",
                  "provider",
                  "tools",
                  "mcp",
                  "hooks",
                  "transcript",
                  "policy",
                  "telemetry",
                  "headless",
                  "tui")),
          Map.entry("console/api", Set.of()),
          Map.entry("console/domain", Set.of("pricing")),
          Map.entry("console/store", Set.of("domain")),
          Map.entry("console/gateway", Set.of("domain", "pricing", "model", "wire")),
          Map.entry("console/web", Set.of("domain", "api")),
          Map.entry("console/server", Set.of("api", "domain", "store", "gateway", "web")),
          Map.entry("testing/scripted-model", Set.of()),
          Map.entry("testing/testkit", Set.of("model", "wire", "protocol", "pricing")));

  /** Modules that may know everything: they are no part of a program. */
  private static final Set<String> KNOWS_ALL = Set.of("testing/verify", "testing/bench");

  private static final Set<String> BANNED_NAMES =
      Set.of("core", "common", "util", "utils", "shared", "impl");

  private static boolean allowed(Module module, String other) {
    if (KNOWS_ALL.contains(module.folder())) {
      return true;
    }
    boolean open = OPEN_TO_ALL.contains(other) && !module.name().equals("scripted-model");
    return open || TABLE.getOrDefault(module.folder(), Set.of()).contains(other);
  }

  @Test
  void everyModuleIsInTheTable() {
    List<String> problems = new ArrayList<>();
    for (Module module : Repository.MODULES) {
      if (!TABLE.containsKey(module.folder()) && !KNOWS_ALL.contains(module.folder())) {
        problems.add(module.folder() + " is not in the table");
      }
      if (!module.artifact().equals("muster-" + module.name())) {
        problems.add(module.folder() + "/pom.xml: the artifact should be muster-" + module.name());
      }
    }
    Problems.none("every module stands in the architecture's table", EDIT, problems);
  }

  @Test
  void modulesDependOnWhatTheTableAllows() {
    List<String> problems = new ArrayList<>();
    for (Module module : Repository.MODULES) {
      for (Dependency dependency : module.dependencies()) {
        boolean counts = dependency.ours() && !dependency.scope().equals("test");
        if (counts && !allowed(module, dependency.module())) {
          problems.add(module.folder() + "/pom.xml depends on " + dependency.module());
        }
      }
    }
    Problems.none("modules depend only on what the table allows", EDIT, problems);
  }

  @Test
  void testHelpersStayInTests() {
    List<String> problems = new ArrayList<>();
    for (Module module : Repository.MODULES) {
      for (Dependency dependency : module.dependencies()) {
        boolean helper =
            dependency.ours() && Set.of("testkit", "scripted-model").contains(dependency.module());
        if (helper && !dependency.scope().equals("test") && !module.wing().equals("testing")) {
          problems.add(
              module.folder() + "/pom.xml: give " + dependency.artifact() + " <scope>test</scope>");
        }
      }
    }
    Problems.none(
        "testing modules are for tests", "they would go out with the product otherwise", problems);
  }

  @Test
  void importsStayWithinTheTable() {
    List<String> problems = new ArrayList<>();
    for (Sources.Source source : Sources.main()) {
      Set<String> reach = reach(source.module());
      for (Map.Entry<String, Long> used : used(source).entrySet()) {
        String other = used.getKey();
        if (!other.equals(source.module().name()) && !reach.contains(other)) {
          problems.add(source.path() + ":" + used.getValue() + " uses dev.muster." + other);
        }
      }
    }
    Problems.none(
        "sources use only modules that theirs may know, directly or by what those bring along",
        EDIT,
        problems);
  }

  /** The modules that one may depend on and those that they bring along. */
  private static Set<String> reach(Module module) {
    Set<String> reach = new HashSet<>();
    List<String> open = new ArrayList<>();
    for (Module other : Repository.MODULES) {
      if (allowed(module, other.name())) {
        open.add(other.name());
      }
    }
    while (!open.isEmpty()) {
      String name = open.removeLast();
      if (reach.add(name)) {
        TABLE.forEach((folder, below) -> {
          if (folder.endsWith("/" + name)) {
            open.addAll(below);
          }
        });
      }
    }
    return reach;
  }

  /** Our modules that a file names, each with a line. */
  private static Map<String, Long> used(Sources.Source source) {
    Map<String, Long> used = new TreeMap<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitImport(ImportTree tree, Void unused) {
        note(tree.getQualifiedIdentifier().toString(), source.line(tree));
        return null;
      }

      @Override
      public Void visitMemberSelect(MemberSelectTree tree, Void unused) {
        note(tree.toString(), source.line(tree));
        return super.visitMemberSelect(tree, null);
      }

      private void note(String name, long line) {
        String module = moduleOf(name);
        if (module != null) {
          used.putIfAbsent(module, line);
        }
      }
    }.scan(source.unit(), null);
    return used;
  }

  private static @Nullable String moduleOf(String qualified) {
    for (Module module : Repository.MODULES) {
      if (qualified.startsWith(module.packageName() + ".")) {
        return module.name();
      }
    }
    return null;
  }

  @Test
  void packagesFollowFolders() {
    List<String> problems = new ArrayList<>();
    for (Sources.Source source : Sources.all()) {
      String name =
          source.unit().getPackageName() == null ? "" : source.unit().getPackageName().toString();
      String wanted = source.module().packageName();
      if (!name.equals(wanted) && !name.startsWith(wanted + ".")) {
        problems.add(source.path() + " is in package " + name + ", not in or below " + wanted);
      }
      for (String part : name.split("\\.", -1)) {
        if (BANNED_NAMES.contains(part)) {
          problems.add(
              source.path() + ": a package called " + part + " says nothing; name the thing");
        }
      }
    }
    for (Module module : Repository.MODULES) {
      if (BANNED_NAMES.contains(module.name())) {
        problems.add(module.folder() + ": a module called that says nothing; name the thing");
      }
    }
    Problems.none(
        "packages follow folders and have telling names",
        "whoever sees a class name then knows where it lives and what it may know",
        problems);
  }
}
