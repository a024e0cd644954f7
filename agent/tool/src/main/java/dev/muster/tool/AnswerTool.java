package dev.muster.tool;

import dev.muster.json.Json;
import java.util.List;

/** The tool through which a model gives a structured answer; a valid call of it ends the turn. */
public interface AnswerTool extends Tool {

  /** What is wrong with an answer, a line each; empty for a valid one. */
  List<String> faults(Json.Obj answer);
}
