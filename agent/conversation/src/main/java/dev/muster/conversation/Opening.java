package dev.muster.conversation;

import dev.muster.model.ContentBlock;
import java.util.ArrayList;
import java.util.List;

/**
 * What the model is told in the user's role before the user speaks: memory, the date, the mode, the
 * repository's state.
 *
 * <p>The caller passes {@link #blocks} through {@link Conversation#unseen} at the start of every
 * turn and after a compaction, and keeps what is left as a transcript item of the agent. So a
 * resumed session sends the same prefix as before, and is told only of what has changed.
 */
public final class Opening {

  private static final int STATUS_CHARACTERS = 2_000;
  private static final int COMMITS = 10;
  private static final int COMMIT_CHARACTERS = 200;

  private Opening() {}

  /** All of it, one block for each thing that can change by itself. */
  public static List<ContentBlock> blocks(
      List<ContentBlock> memory, EnvironmentFacts facts, PromptFlags flags) {
    List<ContentBlock> blocks = new ArrayList<>(memory);
    blocks.add(new ContentBlock.Text(Notes.date(facts.today())));
    blocks.add(new ContentBlock.Text(Notes.mode(facts.mode())));
    VersionControl state = facts.versionControl();
    if (state != null && flags.gitInstructions() && flags.replacement() == null) {
      blocks.add(new ContentBlock.Text(versionControl(state)));
    }
    return List.copyOf(blocks);
  }

  private static String versionControl(VersionControl state) {
    StringBuilder text = new StringBuilder(600);
    text.append("The repository at this moment; this text does not follow later changes.\n");
    text.append("Branch: ").append(state.branch().strip()).append('\n');
    if (state.mainBranch() != null) {
      text.append("Main branch: ").append(state.mainBranch().strip()).append('\n');
    }
    String status = state.status().stripTrailing();
    if (status.isEmpty()) {
      text.append("No uncommitted changes.\n");
    } else {
      text.append("Uncommitted changes:\n");
      if (status.length() > STATUS_CHARACTERS) {
        int end = status.lastIndexOf('\n', STATUS_CHARACTERS);
        status =
            status.substring(0, end < 0 ? STATUS_CHARACTERS : end)
                + "\n(more; git status shows all of them)";
      }
      text.append(status).append('\n');
    }
    if (!state.recentCommits().isEmpty()) {
      text.append("Recent commits:\n");
      for (String commit :
          state.recentCommits().subList(0, Math.min(COMMITS, state.recentCommits().size()))) {
        text.append(commit, 0, Math.min(COMMIT_CHARACTERS, commit.length())).append('\n');
      }
    }
    return Notes.note("version control", text.toString());
  }
}
