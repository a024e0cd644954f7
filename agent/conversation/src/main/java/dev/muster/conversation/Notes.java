package dev.muster.conversation;

import dev.muster.protocol.BackgroundTask;
import dev.muster.protocol.PermissionMode;
import java.time.LocalDate;

/** The short texts that Muster itself puts before the model while a session runs. */
public final class Notes {

  private Notes() {}

  /** What a tool use that never came to a result is answered with. */
  public static final String NO_RESULT =
      "This call was interrupted before it came to a result. It may have had part of its effect;"
          + " check before you repeat it.";

  /** What a tool use is answered with when the turn was stopped before the call began. */
  public static final String NOT_STARTED =
      "This call was not started, because the turn was interrupted.";

  /** What a tool use is answered with when the structured answer before it ended the turn. */
  public static final String AFTER_ANSWER =
      "This call was not started, because the answer before it ended the turn.";

  /** What a tool use is answered with when the answer that it stands in was cut off. */
  public static final String CUT_OFF =
      "This call was not started, because the answer was cut off at the output limit.";

  /** What a tool use is answered with when the answer that it stands in filled the window. */
  public static final String WINDOW_FULL =
      "This call was not started, because the answer filled the context window.";

  /** What a tool use is answered with when the model declined in the same answer. */
  public static final String DECLINED =
      "This call was not started, because the answer that it stands in declined the request.";

  /** Stands for a summary of what the model refused to take and to sum up. */
  public static final String LEFT_BEHIND =
      "There is no summary: the session was too long for one. Nothing of it is known here but the"
          + " user's last message, which may be cut and was not answered. If the next one builds on"
          + " something that you do not know, say so.";

  /** Stands where the beginning of a session is lost. */
  public static final String START_LOST =
      note("session", "The beginning of this session is lost. It goes on from here.");

  /** After a turn that a person, a host or a signal stopped. */
  public static String interrupted(boolean duringTools) {
    return note(
        "interruption",
        duringTools
            ? "The user interrupted the turn while tools were running. Do not take up that work"
                + " again unless the user asks for it."
            : "The user interrupted the answer. Do not take it up again unless the user asks for"
                + " it.");
  }

  /** After an answer that hit the output limit. */
  public static String outputLimit() {
    return note(
        "output limit",
        "Your answer was cut off at the output limit. Carry on exactly where it stopped, without an"
            + " apology and without repeating what is already there. Break what is left into"
            + " smaller pieces: several short tool calls rather than a long one.");
  }

  /** After an answer in which there was nothing. */
  public static String emptyAnswer() {
    return note(
        "empty answer",
        "Your answer was empty. Go on with the work, or say in a sentence how it ended.");
  }

  /** After an answer that ended without the structured output that was asked for. */
  public static String structuredOutputMissing(String toolName) {
    return note(
        "structured output",
        "The result of this session is read by a program. Call the tool "
            + toolName
            + " once, with your result in the form of its schema. Text outside of that call is not"
            + " read.");
  }

  /** When a background command ended. */
  public static String taskEnded(BackgroundTask task) {
    StringBuilder text = new StringBuilder(200);
    text.append("The background command ").append(task.id());
    if (!task.description().isBlank()) {
      text.append(" (").append(task.description().strip()).append(')');
    }
    text.append(
        switch (task.status()) {
          case RUNNING -> " is still running";
          case COMPLETED -> " finished";
          case FAILED -> " failed";
          case KILLED -> " was stopped";
        });
    if (task.exitCode() != null) {
      text.append(" with exit code ").append(task.exitCode());
    }
    text.append(". Its output is in ").append(task.outputFile()).append('.');
    return note("background command", text.toString());
  }

  /** What the permission mode in force means for the model. */
  public static String mode(PermissionMode mode) {
    String meaning =
        switch (mode) {
          case DEFAULT ->
              "Reading inside the working folders is permitted. Anything else runs if a rule or the"
                  + " user permits it.";
          case ACCEPT_EDITS ->
              "Edits of files inside the working folders are permitted. Other changes run if a rule"
                  + " or the user permits them.";
          case PLAN ->
              "Plan mode: look, think and propose, and change nothing. Calls that change anything"
                  + " are refused. Read what you need, then answer with a plan that names the files"
                  + " and the steps.";
          case DONT_ASK ->
              "Nobody is asked: what no rule permits is refused. Do without it and say so at the"
                  + " end.";
          case BYPASS_PERMISSIONS ->
              "Calls run without being asked about, unless a rule forbids them. Take all the more"
                  + " care with what cannot be undone.";
        };
    return note("permission mode", "Permission mode: " + mode.wireName() + ". " + meaning);
  }

  /** Today's date. */
  public static String date(LocalDate today) {
    return note("date", "Today is " + today + ".");
  }

  static String note(String about, String body) {
    return Tagged.note(about, body);
  }
}
