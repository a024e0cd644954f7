import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs one method of a test class, which is expected to fail by an assertion.
 *
 * <p>The last line that it prints is {@code fails} where it did; else it says what happened
 * instead.
 */
public final class OneTest implements TestExecutionListener {
  private final List<Throwable> failures = new ArrayList<>();
  private int runs;
  private int skipped;

  private OneTest() {}

  /** Runs the test with that class and that method. */
  public static void main(String[] arguments) {
    String method = arguments[1];
    PostDiscoveryFilter only = descriptor -> FilterResult.includedIf(isNamed(descriptor, method));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectClass(arguments[0]))
            .filters(only)
            .build();
    OneTest seen = new OneTest();
    LauncherFactory.create().execute(request, seen);
    System.out.println();
    System.out.println(seen.outcome());
    System.exit(0);
  }

  private static boolean isNamed(TestDescriptor descriptor, String method) {
    return !(descriptor.getSource().orElse(null) instanceof MethodSource source)
        || source.getMethodName().equals(method);
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    skipped++;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
    result.getThrowable().filter(_ -> failed).ifPresent(failures::add);
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
      skipped++;
    } else if (test.isTest()) {
      runs++;
    }
  }

  private String outcome() {
    for (Throwable failure : failures) {
      failure.printStackTrace(System.out);
      if (!(failure instanceof AssertionError)) {
        return "fails, but by no assertion: " + failure.toString().replace('\n', ' ');
      }
    }
    if (runs == 0) {
      return skipped > 0 ? "is skipped here" : "is not there";
    }
    return failures.isEmpty() ? "passes although the defence is out" : "fails";
  }
}
