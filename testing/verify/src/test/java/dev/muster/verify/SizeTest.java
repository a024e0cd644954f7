package dev.muster.verify;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.muster.verify.Sources.Source;
import org.junit.jupiter.api.Test;

/** Size budgets. */
class SizeTest {

  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final int PARAMETERS = 6;
  private static final String REASON =
      "what does not fit on a screen or two is not understood in one go; give a part a name of its"
          + " own";

  @Test
  void filesAreShort() {
    Exceptions.Filter filter = new Exceptions.Filter("file-length");
    for (Source source : Sources.all()) {
      long lines = Repository.read(source.file()).lines().count();
      if (lines > FILE_LINES) {
        filter.add(source.path(), source.path() + " has " + lines + " lines");
      }
    }
    Problems.none("a file has at most " + FILE_LINES + " lines", REASON, filter.problems());
  }

  @Test
  void methodsAreShort() {
    Exceptions.Filter filter = new Exceptions.Filter("method-length");
    eachMethod((source, owner, method) -> {
      long lines = source.lines(method);
      if (lines > METHOD_LINES) {
        filter.add(
            source.path() + "#" + method.getName(),
            source.place(method) + " " + method.getName() + " has " + lines + " lines");
      }
    });
    Problems.none("a method has at most " + METHOD_LINES + " lines", REASON, filter.problems());
  }

  @Test
  void parametersAreFew() {
    Exceptions.Filter filter = new Exceptions.Filter("parameters");
    eachMethod((source, owner, method) -> {
      boolean constructor = method.getReturnType() == null;
      boolean ofRecord = constructor && owner.getKind() == Tree.Kind.RECORD;
      int count = method.getParameters().size();
      if (count > PARAMETERS && !ofRecord) {
        filter.add(
            source.path() + "#" + method.getName(),
            source.place(method) + " " + method.getName() + " has " + count + " parameters");
      }
    });
    Problems.none(
        "a method or constructor has at most " + PARAMETERS + " parameters",
        "callers mix them up; make a record of those that belong together",
        filter.problems());
  }

  private interface Visitor {
    void visit(Source source, ClassTree owner, MethodTree method);
  }

  private static void eachMethod(Visitor visitor) {
    for (Source source : Sources.main()) {
      new TreeScanner<Void, ClassTree>() {
        @Override
        public Void visitClass(ClassTree tree, ClassTree outer) {
          return super.visitClass(tree, tree);
        }

        @Override
        public Void visitMethod(MethodTree method, ClassTree owner) {
          visitor.visit(source, owner, method);
          return super.visitMethod(method, owner);
        }
      }.scan(source.unit(), null);
    }
  }
}
