package dev.muster.permission.rule;

import dev.muster.json.NearestName;
import java.util.Map;
import java.util.Set;

/**
 * The names of tools and of their parameters, as rules write them.
 *
 * <p>Source: the tool names that Claude Code documents for rules and hooks, and the input schemas
 * that it sends (observed with version 2.1.197); some names are of earlier versions.
 */
public final class ToolNames {

  private static final Set<String> KNOWN =
      Set.of(
          "Agent",
          "Artifact",
          "AskUserQuestion",
          "Bash",
          "BashOutput",
          "Cd",
          "CronCreate",
          "CronDelete",
          "CronList",
          "Edit",
          "EndConversation",
          "EnterPlanMode",
          "EnterWorktree",
          "ExitPlanMode",
          "ExitWorktree",
          "Glob",
          "Grep",
          "KillShell",
          "LSP",
          "ListAgents",
          "ListMcpResourcesTool",
          "Monitor",
          "NotebookEdit",
          "NotebookRead",
          "PowerShell",
          "PushNotification",
          "Read",
          "ReadMcpResourceTool",
          "RemoteTrigger",
          "ReportFindings",
          "ScheduleWakeup",
          "SendMessage",
          "SendUserFile",
          "ShareOnboardingGuide",
          "Skill",
          "SlashCommand",
          "StructuredOutput",
          "Task",
          "TaskCreate",
          "TaskGet",
          "TaskList",
          "TaskOutput",
          "TaskStop",
          "TaskUpdate",
          "TodoWrite",
          "ToolSearch",
          "WaitForMcpServers",
          "WebFetch",
          "WebSearch",
          "Workflow",
          "Write");

  /** Parameters that rules may name, of tools whose rules have another form besides. */
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "Bash",
          Set.of("description", "run_in_background", "dangerouslyDisableSandbox", "timeout"),
          "Agent",
          Set.of(
              "description", "prompt", "subagent_type", "model", "run_in_background", "isolation"),
          "Grep",
          Set.of("pattern", "glob", "output_mode", "type", "head_limit", "multiline"),
          "Glob",
          Set.of("pattern"),
          "WebFetch",
          Set.of("prompt"),
          "NotebookEdit",
          Set.of("cell_id", "cell_type", "edit_mode", "new_source"));

  /** Parameters that the rules of a tool are about anyway, each in a form of its own. */
  private static final Map<String, String> OWN =
      Map.of(
          "Bash", "command",
          "PowerShell", "command",
          "Read", "file_path",
          "Edit", "file_path",
          "Write", "file_path",
          "Grep", "path",
          "Glob", "path",
          "NotebookEdit", "notebook_path",
          "WebFetch", "url");

  private ToolNames() {}

  /** Every tool that there is here, elsewhere or was in earlier versions. */
  public static Set<String> known() {
    return KNOWN;
  }

  /** Whether there is, or elsewhere is, a tool of that name. */
  static boolean isKnown(String name) {
    return KNOWN.contains(name);
  }

  /** The tool that a name which no tool has is most like; empty where there is none near. */
  static String nearest(String name) {
    if (isKnown(name) || name.startsWith("mcp__") || name.indexOf('*') >= 0) {
      return "";
    }
    return NearestName.of(name, KNOWN)
        .filter(near -> NearestName.distance(name, near) <= Math.max(1, name.length() / 4))
        .orElse("");
  }

  /** Whether a text begins with the name of such a parameter and a colon. */
  static boolean namesParameter(String tool, String spec) {
    int colon = spec.indexOf(':');
    return colon > 0
        && PARAMETERS.getOrDefault(tool, Set.of()).contains(spec.substring(0, colon).strip());
  }

  /** Whether a text begins with the name of the parameter that the tool's rules are about. */
  static boolean namesOwn(String tool, String spec) {
    int colon = spec.indexOf(':');
    return colon > 0 && spec.substring(0, colon).strip().equals(OWN.get(tool));
  }
}
