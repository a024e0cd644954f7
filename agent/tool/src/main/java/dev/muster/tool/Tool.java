package dev.muster.tool;

import dev.muster.json.Json;
import dev.muster.model.ToolSpec;
import dev.muster.permission.PermittedCall;
import dev.muster.protocol.ToolOutcome;
import java.nio.file.Path;

/** Something that the model can call. Implementations are safe for use by several threads. */
public interface Tool {

  /** What the model is told of it. */
  ToolSpec spec();

  /**
   * What a call with this input would do. Pure: it reads no file and starts nothing.
   *
   * @param folder the session's folder at this moment, from which relative paths count
   */
  Plan plan(Json.Obj input, Path folder);

  /**
   * Runs a call that may run.
   *
   * @return also for an expected failure, as an error outcome; never {@code null}
   * @throws InterruptedException when the thread is interrupted; whatever it started is then ended
   */
  ToolOutcome run(PermittedCall call, ToolContext context) throws InterruptedException;
}
