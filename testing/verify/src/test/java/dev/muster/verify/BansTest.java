package dev.muster.verify;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.muster.verify.Sources.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no source may do, with the reason. */
class BansTest {

  /**
   * One ban.
   *
   * @param where the sources that it binds
   * @param calls banned calls as {@code Type.method}; a trailing {@code ()} bans it without
   *     arguments only
   * @param made types that may not be made with {@code new}; a trailing {@code (1)} bans that many
   *     arguments only
   * @param imported prefixes of names that may not be imported
   */
  record Ban(
      String rule,
      String reason,
      Predicate<Source> where,
      Set<String> calls,
      Set<String> made,
      Set<String> imported) {
    @Override
    public String toString() {
      return rule;
    }
  }

  private static final Predicate<Source> MAIN_SOURCES = source -> !source.test();
  private static final Predicate<Source> NO_MAINS = MAIN_SOURCES.and(source -> !source.isMain());

  private static Predicate<Source> outside(String... folders) {
    return MAIN_SOURCES.and(source -> !Set.of(folders).contains(source.module().folder()));
  }

  private static Predicate<Source> inside(String... folders) {
    return MAIN_SOURCES.and(source -> Set.of(folders).contains(source.module().folder()));
  }

  static List<Ban> bans() {
    return List.of(
        new Ban(
            "System.exit outside mains",
            "it skips whatever the callers still have to close or write; return or throw instead,"
                + " and let the main choose the exit code",
            NO_MAINS,
            Set.of("System.exit", "Runtime.halt", "Runtime.exit"),
            Set.of(),
            Set.of("java.lang.System.exit")),
        new Ban(
            "System.getenv outside mains",
            "tests could not set it; take a Map<String, String> environment as a parameter",
            NO_MAINS,
            Set.of("System.getenv"),
            Set.of(),
            Set.of("java.lang.System.getenv")),
        new Ban(
            "the machine's clock outside mains",
            "tests could not set it; take a java.time.InstantSource as a parameter",
            NO_MAINS,
            Set.of(
                "Instant.now()",
                "LocalDate.now()",
                "LocalTime.now()",
                "LocalDateTime.now()",
                "ZonedDateTime.now()",
                "OffsetDateTime.now()",
                "Clock.systemUTC",
                "Clock.systemDefaultZone",
                "InstantSource.system",
                "System.currentTimeMillis"),
            Set.of("Date(0)"),
            Set.of()),
        new Ban(
            "starting processes outside agent/exec",
            "only exec confines them, caps their output and kills their whole tree; ask it through"
                + " ProcessRunner",
            MAIN_SOURCES.and(source ->
                !source.module().folder().equals("agent/exec")
                    && !source.module().wing().equals("testing")),
            Set.of("Runtime.exec", "Runtime.getRuntime().exec", "ProcessBuilder.startPipeline"),
            Set.of("ProcessBuilder"),
            Set.of()),
        new Ban(
            "SQL outside console/store",
            "one module knows the tables; others know its ports",
            outside("console/store"),
            Set.of(),
            Set.of(),
            Set.of("java.sql.", "javax.sql.", "org.jdbi.", "org.flywaydb.", "org.postgresql.")),
        new Ban(
            "HTTP clients outside agent/provider",
            "provider alone holds sockets to models, with their secrets, proxies and certificates",
            outside("agent/provider", "testing/bench"),
            Set.of(),
            Set.of(),
            Set.of("java.net.http.")),
        new Ban(
            "files and sockets in pure modules",
            "these decide or carry data alone, so that they can be tested by values; what is on"
                + " disk or on the net comes through a port",
            inside(
                "vocabulary/json",
                "vocabulary/pattern",
                "vocabulary/model",
                "vocabulary/wire",
                "vocabulary/protocol",
                "vocabulary/pricing",
                "agent/settings",
                "agent/permission",
                "agent/loop"),
            Set.of(),
            Set.of(),
            Set.of(
                "java.nio.file.Files",
                "java.io.File",
                "java.io.RandomAccessFile",
                "java.nio.channels.",
                "java.net.Socket",
                "java.net.ServerSocket",
                "java.net.URL")),
        new Ban(
            "the machine's charset",
            "the same bytes would mean different texts on different machines; name the charset",
            source -> true,
            Set.of("Charset.defaultCharset"),
            Set.of(
                "FileReader(1)",
                "FileWriter(1)",
                "InputStreamReader(1)",
                "OutputStreamWriter(1)",
                "Scanner(1)"),
            Set.of()),
        new Ban(
            "Thread.sleep",
            "it makes tests slow or flaky and programs deaf to being stopped; wait for what is"
                + " awaited, with a timeout",
            source -> true,
            Set.of("Thread.sleep", "TimeUnit.sleep"),
            Set.of(),
            Set.of("java.lang.Thread.sleep")),
        new Ban(
            "mocking libraries",
            "they test how code is written, not what it does; fake the wire, or use the fake that"
                + " the owner of a port ships",
            source -> true,
            Set.of(),
            Set.of(),
            Set.of("org.mockito.", "org.easymock.", "org.powermock.", "mockit.", "io.mockk.")),
        new Ban(
            "preview API of structured concurrency",
            "it still changes from release to release",
            source -> true,
            Set.of(),
            Set.of(),
            Set.of("java.util.concurrent.StructuredTaskScope")));
  }

  @ParameterizedTest
  @MethodSource("bans")
  void nobodyUses(Ban ban) {
    Exceptions.Filter filter = new Exceptions.Filter(ban.rule());
    for (Source source : Sources.all()) {
      if (ban.where().test(source)) {
        scan(source, ban, filter);
      }
    }
    Problems.none("banned: " + ban.rule(), ban.reason(), filter.problems());
  }

  private static void scan(Source source, Ban ban, Exceptions.Filter filter) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        String name = plain(tree.getMethodSelect());
        boolean bare = tree.getArguments().isEmpty();
        if (ban.calls().contains(name) || (bare && ban.calls().contains(name + "()"))) {
          found(tree, name);
        }
        return super.visitMethodInvocation(tree, null);
      }

      @Override
      public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
        String name = plain(tree.getQualifierExpression()) + "." + tree.getName();
        if (ban.calls().contains(name) || ban.calls().contains(name + "()")) {
          found(tree, name);
        }
        return super.visitMemberReference(tree, null);
      }

      @Override
      public Void visitNewClass(NewClassTree tree, Void unused) {
        String name = plain(tree.getIdentifier());
        String counted = name + "(" + tree.getArguments().size() + ")";
        if (ban.made().contains(name) || ban.made().contains(counted)) {
          found(tree, "new " + name);
        }
        return super.visitNewClass(tree, null);
      }

      @Override
      public Void visitImport(ImportTree tree, Void unused) {
        String name = tree.getQualifiedIdentifier().toString();
        for (String prefix : ban.imported()) {
          if (name.startsWith(prefix)) {
            found(tree, "import of " + name);
          }
        }
        return super.visitImport(tree, null);
      }

      private void found(Tree tree, String what) {
        filter.add(source.path(), source.place(tree) + " " + what);
      }
    }.scan(source.unit(), null);
  }

  /** An expression's text without the packages in front, so {@code java.time.Instant.now} too. */
  private static String plain(ExpressionTree expression) {
    String text = expression.toString();
    while (!text.isEmpty() && Character.isLowerCase(text.charAt(0)) && text.indexOf('.') > 0) {
      text = text.substring(text.indexOf('.') + 1);
    }
    return text;
  }

  @Test
  void noPomBringsWhatIsBanned() {
    Set<String> banned =
        Set.of(
            "org.mockito",
            "org.easymock",
            "org.powermock",
            "org.jmockit",
            "io.mockk",
            "org.projectlombok",
            "com.google.guava",
            "org.springframework",
            "com.google.inject");
    List<String> problems = new ArrayList<>();
    for (Repository.Module module : Repository.MODULES) {
      for (Repository.Dependency dependency : module.dependencies()) {
        if (banned.contains(dependency.group())) {
          problems.add(
              module.folder() + "/pom.xml: " + dependency.group() + ":" + dependency.artifact());
        }
      }
    }
    Problems.none(
        "no mocking library, Lombok, dependency-injection container or Guava",
        "each hides what happens or is a cost at every start; the JDK suffices",
        problems);
  }
}
