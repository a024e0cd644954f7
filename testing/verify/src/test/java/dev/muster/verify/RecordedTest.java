package dev.muster.verify;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.muster.testkit.Goldens;
import dev.muster.verify.Sources.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Things that may change only on purpose: each is recorded in a golden file. */
class RecordedTest {

  private static final Goldens GOLDENS = Goldens.ofModule();

  @Test
  void suppressionsAreCounted() {
    Map<String, Integer> counts = new TreeMap<>();
    int[] total = {0};
    for (Source source : Sources.main()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitAnnotation(AnnotationTree tree, Void unused) {
          if (tree.getAnnotationType().toString().endsWith("SuppressWarnings")) {
            String what = tree.getArguments().toString().replace("value = ", "");
            counts.merge(source.path() + " " + what, 1, Integer::sum);
            total[0]++;
          }
          return super.visitAnnotation(tree, null);
        }
      }.scan(source.unit(), null);
    }
    StringBuilder text = new StringBuilder();
    counts.forEach((place, count) -> text.append(count).append(' ').append(place).append('\n'));
    GOLDENS.check("suppressions.txt", text + "total " + total[0] + "\n");
  }

  @Test
  void problemCodesAreStable() {
    Map<String, String> exitCodes = new LinkedHashMap<>();
    Map<String, String> blames = new LinkedHashMap<>();
    for (Source source : Sources.main()) {
      if (source.path().endsWith("protocol/ProblemCode.java")) {
        source.unit().accept(new Constants("Blame", exitCodes), null);
        source.unit().accept(new Constants("ProblemCode", blames), null);
      }
    }
    StringBuilder text = new StringBuilder();
    blames.forEach((code, argument) -> {
      String blame = argument.substring(argument.lastIndexOf('.') + 1);
      String exit = String.valueOf(exitCodes.get(blame));
      text.append(code).append(' ').append(blame).append(" exit ").append(exit).append('\n');
    });
    GOLDENS.check("problem-codes.txt", text.toString());
  }

  /** Collects the constants of one enum with the first argument of each. */
  private static final class Constants extends TreeScanner<Void, Void> {
    private final String name;
    private final Map<String, String> found;

    Constants(String name, Map<String, String> found) {
      this.name = name;
      this.found = found;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      if (tree.getKind() == Tree.Kind.ENUM && tree.getSimpleName().contentEquals(name)) {
        for (Tree member : tree.getMembers()) {
          if (member instanceof VariableTree field
              && field.getInitializer() instanceof NewClassTree made
              && made.getIdentifier().toString().equals(name)) {
            String arguments =
                made.getArguments().stream()
                    .map(ExpressionTree::toString)
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("");
            found.put(field.getName().toString(), arguments);
          }
        }
      }
      return super.visitClass(tree, null);
    }
  }
}
