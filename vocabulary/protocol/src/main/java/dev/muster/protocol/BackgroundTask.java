package dev.muster.protocol;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A command that goes on while the conversation does.
 *
 * @param toolUseId the call that started it
 * @param endedAt {@code null} while it runs
 * @param exitCode {@code null} while it runs or when it was killed
 */
public record BackgroundTask(
    String id,
    String toolUseId,
    String description,
    Path outputFile,
    Status status,
    @Nullable Instant endedAt,
    @Nullable Integer exitCode) {

  /** How far a task has come. */
  public enum Status {
    RUNNING,
    COMPLETED,
    FAILED,
    KILLED
  }
}
