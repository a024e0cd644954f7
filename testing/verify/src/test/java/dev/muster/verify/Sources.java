package dev.muster.verify;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Every Java file of the repository, parsed by the JDK's own compiler but not compiled. */
final class Sources {

  /** One parsed file. */
  record Source(
      Repository.Module module, boolean test, Path file, CompilationUnitTree unit, DocTrees trees) {

    String path() {
      return Repository.relative(file);
    }

    boolean isPackageInfo() {
      return file.endsWith("package-info.java");
    }

    /** The file and the line of a tree within it, as compilers print them. */
    String place(Tree tree) {
      return path() + ":" + line(tree);
    }

    long line(Tree tree) {
      long start = trees.getSourcePositions().getStartPosition(unit, tree);
      return unit.getLineMap().getLineNumber(Math.max(0, start));
    }

    /** How many lines a tree covers, comments before it not counted. */
    long lines(Tree tree) {
      long end = trees.getSourcePositions().getEndPosition(unit, tree);
      return unit.getLineMap().getLineNumber(end) - line(tree) + 1;
    }

    @Nullable String docComment(TreePath at) {
      return trees.getDocComment(at);
    }

    /**
     * Whether the file is one where a program begins: it has a {@code main} method, or belongs to a
     * module that is nothing but a program's edge.
     */
    boolean isMain() {
      return MAIN_MODULES.contains(module.folder()) || declaresMain();
    }

    private boolean declaresMain() {
      boolean[] found = {false};
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethod(MethodTree method, Void unused) {
          found[0] |=
              method.getName().contentEquals("main")
                  && method.getModifiers().getFlags().contains(Modifier.STATIC)
                  && method.getParameters().size() == 1;
          return super.visitMethod(method, null);
        }
      }.scan(unit, null);
      return found[0];
    }
  }

  private static final List<String> MAIN_MODULES =
      List.of("agent/cli", "console/server", "testing/bench");

  private static final List<Source> ALL = parse();

  private Sources() {}

  /** All files, tests included. */
  static List<Source> all() {
    return ALL;
  }

  /** The files of programs and libraries, tests left out. */
  static List<Source> main() {
    return ALL.stream().filter(source -> !source.test).toList();
  }

  private static List<Source> parse() {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<Source> sources = new ArrayList<>();
    for (Repository.Module module : Repository.MODULES) {
      Path folder = Repository.ROOT.resolve(module.folder());
      sources.addAll(parse(compiler, module, false, folder.resolve("src/main/java")));
      sources.addAll(parse(compiler, module, true, folder.resolve("src/test/java")));
    }
    return List.copyOf(sources);
  }

  private static List<Source> parse(
      JavaCompiler compiler, Repository.Module module, boolean test, Path folder) {
    List<Path> files =
        Repository.files(folder).stream().filter(f -> f.toString().endsWith(".java")).toList();
    List<Source> sources = new ArrayList<>();
    if (files.isEmpty()) {
      return sources;
    }
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        Path file = Path.of(unit.getSourceFile().toUri());
        sources.add(new Source(module, test, file, unit, trees));
      }
      return sources;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot parse " + folder, e);
    }
  }
}
