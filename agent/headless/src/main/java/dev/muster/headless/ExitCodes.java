package dev.muster.headless;

import dev.muster.protocol.ProblemCode;
import dev.muster.protocol.TurnResult.End;

/**
 * The exit codes of a headless run.
 *
 * <table>
 * <caption>Exit codes</caption>
 * <tr><td>0</td><td>the last turn completed, or there was nothing to do</td></tr>
 * <tr><td>1</td><td>the last turn failed, hit a limit, was refused or was interrupted by the host;
 *     the arguments, settings or input were wrong; or nobody read the output any more</td></tr>
 * <tr><td>70</td><td>a fault of the program itself</td></tr>
 * <tr><td>129, 130, 143</td><td>SIGHUP, SIGINT, SIGTERM; whatever the turn came to</td></tr>
 * </table>
 *
 * <p>With several turns the last one counts, as in the established contract.
 */
public final class ExitCodes {

  /** The run did what was asked. */
  public static final int SUCCESS = 0;

  /** The run did not. */
  public static final int FAILURE = 1;

  private ExitCodes() {}

  /** The exit code of a run whose last turn ended like this. */
  public static int of(End end) {
    return switch (end) {
      case End.Completed _ -> SUCCESS;
      case End.Broke(var problem) -> problem.code().exitCode();
      case End.ModelFailed _ -> ProblemCode.MODEL_FAILED.exitCode();
      case End.MaxTurns _, End.MaxBudget _, End.MaxStructuredRetries _ ->
          ProblemCode.LIMIT_REACHED.exitCode();
      case End.Refused _, End.OutputLimit _, End.Interrupted _ -> FAILURE;
    };
  }
}
