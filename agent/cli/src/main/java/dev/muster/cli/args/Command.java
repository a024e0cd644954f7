package dev.muster.cli.args;

/** What the program can be told to do; {@link #RUN} is meant where the first word names none. */
public enum Command {
  RUN("", "[options] [prompt]", 1, "Work on a prompt"),
  DEMO("demo", "", 0, "Show the agent at work on a sample project; the model is scripted"),
  TRUST("trust", "[--revoke] [folder]", 1, "Trust a folder's own settings, or stop doing so"),
  POLICY("policy", "<command>", 0, "Explain, check, test and rehearse a policy"),
  POLICY_EXPLAIN("policy explain", "[options] [command]", 1, "Say what is decided and why"),
  POLICY_CHECK("policy check", "[options] [file]...", 100, "Find mistakes in rules"),
  POLICY_TEST("policy test", "[options] <file>...", 100, "Compare decisions with expected ones"),
  POLICY_REPLAY("policy replay", "[options] <file>", 1, "Show past calls decided otherwise"),
  POLICY_DECIDE("policy decide", "--jsonl", 0, "Answer each line of JSON with a decision"),
  SANDBOX("sandbox", "<command>", 0, "Show how commands are confined, and run one so"),
  SANDBOX_STATUS("sandbox status", "[options]", 0, "Say what is confined, and why"),
  SANDBOX_RUN("sandbox run", "[options] -- <command>...", 10_000, "Run a program confined"),
  COMPLETION("completion", "<shell>", 1, "Print a completion script for bash, zsh or fish"),
  HELP("help", "[command]", 2, "Explain a command");

  private final String word;
  private final String operands;
  private final int maxWords;
  private final String summary;

  Command(String word, String operands, int maxWords, String summary) {
    this.word = word;
    this.operands = operands;
    this.maxWords = maxWords;
    this.summary = summary;
  }

  /** The word or two that name it; empty for {@link #RUN}. */
  public String word() {
    return word;
  }

  /** Whether it is a command below another one, named by two words. */
  boolean isBelow() {
    return word.indexOf(' ') >= 0;
  }

  /** Whether it is below that one. */
  boolean isBelow(Command other) {
    return isBelow() && word.startsWith(other.word + " ");
  }

  /** The last of the words that name it. */
  String lastWord() {
    return word.substring(word.lastIndexOf(' ') + 1);
  }

  /** What follows the word in the synopsis. */
  String operands() {
    return operands;
  }

  /** How many words it takes. */
  int maxWords() {
    return maxWords;
  }

  /** What it does, in one line. */
  String summary() {
    return summary;
  }
}
