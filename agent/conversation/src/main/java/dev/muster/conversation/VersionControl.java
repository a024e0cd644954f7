package dev.muster.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of the repository at one moment.
 *
 * @param branch the branch, or words such as {@code (detached)}
 * @param mainBranch the branch that changes are usually merged into, or {@code null}
 * @param status the changed files in {@code git status --short} form; empty when there are none
 * @param recentCommits one line each, newest first
 */
public record VersionControl(
    String branch, @Nullable String mainBranch, String status, List<String> recentCommits) {
  public VersionControl {
    recentCommits = List.copyOf(recentCommits);
  }
}
