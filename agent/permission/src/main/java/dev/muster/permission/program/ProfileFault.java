package dev.muster.permission.program;

/** Says what is wrong with the text of a profile. */
final class ProfileFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  ProfileFault(String message) {
    this(message, 0);
  }

  private ProfileFault(String message, int line) {
    super(message);
    this.line = line;
  }

  /** The same, with the line where it is. */
  ProfileFault at(int number) {
    return new ProfileFault(getMessage(), number);
  }

  /** The number of the line, from 1; 0 where it is none in particular. */
  int line() {
    return line;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
