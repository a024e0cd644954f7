package dev.muster.loop;

import dev.muster.model.ContentBlock;
import dev.muster.protocol.PermissionMode;
import java.nio.file.Path;
import java.util.List;

/**
 * What the model is told besides what is said: memory files, the date, the mode, the repository.
 *
 * <p>The loop leaves out what the conversation holds already. For use by one thread at a time.
 */
public interface Briefing {

  /** What the model is told before the user speaks, when the mode changes, after a compaction. */
  List<ContentBlock> opening(PermissionMode mode);

  /**
   * What the model is told once a file has been read: the memory that is about it.
   *
   * @param file absolute and normal
   */
  List<ContentBlock> afterReading(Path file);

  /**
   * The conversation was replaced by a summary, so the model has forgotten all that it was told:
   * from here on {@link #opening} is read anew, and {@link #afterReading} gives again what it gave.
   */
  void afterCompaction();
}
