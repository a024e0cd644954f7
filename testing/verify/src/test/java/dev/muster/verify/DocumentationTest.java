package dev.muster.verify;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.muster.verify.Sources.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Doc comments and package declarations. */
class DocumentationTest {

  @Test
  void whatIsPublicIsDocumented() {
    Exceptions.Filter filter = new Exceptions.Filter("doc-comment");
    for (Source source : Sources.main()) {
      if (!source.isPackageInfo()) {
        new Scanner(source, filter).scan(source.unit(), null);
      }
    }
    Problems.none(
        "public types and methods have a doc comment",
        "its first sentence says what the thing is; then units, limits, errors and thread-safety."
            + " What needs none of that may not need to be public",
        filter.problems());
  }

  @Test
  void packagesAreNullMarked() {
    Set<String> marked = new HashSet<>();
    Set<String> wanted = new HashSet<>();
    for (Source source : Sources.main()) {
      String folder = String.valueOf(source.file().getParent());
      if (source.isPackageInfo()) {
        for (AnnotationTree annotation : source.unit().getPackage().getAnnotations()) {
          if (annotation.getAnnotationType().toString().endsWith("NullMarked")) {
            marked.add(folder);
          }
        }
      } else {
        wanted.add(folder);
      }
    }
    List<String> problems = new ArrayList<>();
    for (String folder : wanted) {
      if (!marked.contains(folder)) {
        problems.add(folder + " needs a package-info.java with @NullMarked");
      }
    }
    Problems.none(
        "every package is @NullMarked",
        "the compiler then settles what may be null",
        problems.stream().sorted().toList());
  }

  /** Walks the public API of one file. */
  private static final class Scanner extends TreePathScanner<Void, Void> {
    private final Source source;
    private final Exceptions.Filter filter;

    Scanner(Source source, Exceptions.Filter filter) {
      this.source = source;
      this.filter = filter;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      if (tree.getSimpleName().isEmpty() || !isPublic(tree.getModifiers())) {
        return null;
      }
      require(tree, tree.getSimpleName().toString());
      return super.visitClass(tree, null);
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
      boolean constructor = tree.getReturnType() == null;
      if (isPublic(tree.getModifiers()) && !constructor && !overrides(tree.getModifiers())) {
        require(tree, tree.getName().toString());
      }
      // Nothing within a method is public.
      return null;
    }

    private boolean isPublic(ModifiersTree modifiers) {
      Tree owner = owner();
      boolean ofInterface = owner != null && owner.getKind() == Tree.Kind.INTERFACE;
      return modifiers.getFlags().contains(Modifier.PUBLIC)
          || (ofInterface && !modifiers.getFlags().contains(Modifier.PRIVATE));
    }

    private Tree owner() {
      TreePath parent = getCurrentPath().getParentPath();
      return parent.getLeaf();
    }

    private static boolean overrides(ModifiersTree modifiers) {
      return modifiers.getAnnotations().stream()
          .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
    }

    private void require(Tree tree, String name) {
      String comment = source.docComment(getCurrentPath());
      if (comment == null || comment.isBlank()) {
        filter.add(source.path() + "#" + name, source.place(tree) + " " + name);
      }
    }
  }
}
