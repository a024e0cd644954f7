package dev.muster.permission.program;

/** Says what is wrong with the text of a profile. */
final class ProfileFault extends RuntimeException {
  private static final long serialVersionUID = 1;

  ProfileFault(String message) {
    super(message);
  }

  /** The same, with the line where it is. */
  ProfileFault at(int line) {
    return new ProfileFault("line " + line + ": " + getMessage());
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
