package dev.muster.protocol;

/** A problem that ends what was being done. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Reports a problem. */
  public ProblemException(Problem problem) {
    super(problem.what());
    this.problem = problem;
  }

  /** Reports a problem that an exception caused. */
  public ProblemException(Problem problem, Throwable cause) {
    super(problem.what(), cause);
    this.problem = problem;
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }
}
