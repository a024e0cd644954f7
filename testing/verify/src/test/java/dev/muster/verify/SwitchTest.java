package dev.muster.verify;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.muster.verify.Sources.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Switches over our own enums and sealed types name every case. Judged from the source alone: a
 * switch counts as one of ours when all its labels are constants of one enum of ours, or all its
 * patterns are of types that one sealed type of ours permits.
 */
class SwitchTest {

  private final Map<String, Set<String>> enums = new HashMap<>();
  private final Map<String, Set<String>> sealed = new HashMap<>();

  @Test
  void noDefaultOverOurOwnTypes() {
    Sources.main().forEach(source -> source.unit().accept(new Collector(), null));
    Exceptions.Filter filter = new Exceptions.Filter("switch-default");
    for (Source source : Sources.main()) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitSwitch(SwitchTree tree, Void unused) {
          judge(source, tree, tree.getCases(), filter);
          return super.visitSwitch(tree, null);
        }

        @Override
        public Void visitSwitchExpression(SwitchExpressionTree tree, Void unused) {
          judge(source, tree, tree.getCases(), filter);
          return super.visitSwitchExpression(tree, null);
        }
      }.scan(source.unit(), null);
    }
    Problems.none(
        "a switch over our enums and sealed types has no default",
        "whoever adds a constant or a subtype is then told by the compiler where to think of it;"
            + " name the remaining cases instead, several in one label if they are alike",
        filter.problems());
  }

  private void judge(
      Source source, Tree tree, List<? extends CaseTree> cases, Exceptions.Filter filter) {
    boolean otherwise = false;
    Set<String> constants = new HashSet<>();
    Set<String> patterns = new HashSet<>();
    boolean foreign = false;
    for (CaseTree one : cases) {
      for (CaseLabelTree label : one.getLabels()) {
        switch (label) {
          case DefaultCaseLabelTree _ -> otherwise = true;
          case ConstantCaseLabelTree constant -> {
            String name = constant(constant.getConstantExpression());
            foreign |= name == null;
            if (name != null && !name.isEmpty()) {
              constants.add(name);
            }
          }
          case PatternCaseLabelTree pattern -> patterns.add(type(pattern.getPattern()));
          default -> foreign = true;
        }
      }
    }
    if (!otherwise || foreign) {
      return;
    }
    String ours =
        !constants.isEmpty() && patterns.isEmpty()
            ? owner(enums, constants)
            : constants.isEmpty() && !patterns.isEmpty() ? owner(sealed, patterns) : null;
    if (ours != null) {
      filter.add(source.path(), source.place(tree) + " has a default over " + ours);
    }
  }

  private static @Nullable String owner(Map<String, Set<String>> types, Set<String> names) {
    for (Map.Entry<String, Set<String>> type : types.entrySet()) {
      if (type.getValue().containsAll(names)) {
        return type.getKey();
      }
    }
    return null;
  }

  /** The name of a constant, empty for {@code null}; {@code null} when it is no enum constant. */
  private static @Nullable String constant(ExpressionTree expression) {
    return switch (expression) {
      case IdentifierTree identifier -> identifier.getName().toString();
      case MemberSelectTree select -> select.getIdentifier().toString();
      case LiteralTree literal -> literal.getKind() == Tree.Kind.NULL_LITERAL ? "" : null;
      default -> null;
    };
  }

  private static String type(PatternTree pattern) {
    String name =
        switch (pattern) {
          case BindingPatternTree binding -> String.valueOf(binding.getVariable().getType());
          case DeconstructionPatternTree record -> record.getDeconstructor().toString();
          default -> "?";
        };
    int angle = name.indexOf('<');
    return simple(angle < 0 ? name : name.substring(0, angle));
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Collects our enums' constants and our sealed types' subtypes, by simple name. */
  private final class Collector extends TreeScanner<Void, Void> {
    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      String name = tree.getSimpleName().toString();
      if (tree.getKind() == Tree.Kind.ENUM) {
        Set<String> constants = enums.computeIfAbsent(name, _ -> new HashSet<>());
        for (Tree member : tree.getMembers()) {
          if (member instanceof VariableTree field
              && field.getType() instanceof IdentifierTree type
              && type.getName().contentEquals(name)
              && field.getModifiers().getFlags().contains(Modifier.STATIC)) {
            constants.add(field.getName().toString());
          }
        }
      }
      if (tree.getModifiers().getFlags().contains(Modifier.SEALED)) {
        Set<String> permitted = sealed.computeIfAbsent(name, _ -> new HashSet<>());
        tree.getPermitsClause().forEach(type -> permitted.add(simple(type.toString())));
      }
      tree.getImplementsClause().forEach(type -> subtype(type, name));
      if (tree.getExtendsClause() != null) {
        subtype(tree.getExtendsClause(), name);
      }
      return super.visitClass(tree, null);
    }

    private void subtype(Tree of, String name) {
      String text = of.toString();
      int angle = text.indexOf('<');
      sealed
          .computeIfAbsent(
              simple(angle < 0 ? text : text.substring(0, angle)), _ -> new HashSet<>())
          .add(name);
    }
  }
}
