package dev.muster.scriptedmodel.police;

/** A rule that a request can break. */
public enum Rule {
  /** The body is one JSON object. */
  JSON,
  /** The {@code anthropic-version} header is sent. */
  VERSION_HEADER,
  /** An {@code x-api-key} or {@code authorization} header is sent. */
  CREDENTIAL_HEADER,
  /** A model is named. */
  MODEL,
  /** {@code max_tokens} is a positive whole number. */
  MAX_TOKENS,
  /** A request to count a prompt has nothing that is about the answer. */
  COUNT_MEMBER,
  /** Thinking is configured in a known way, with a budget below {@code max_tokens}. */
  THINKING_CONFIG,
  /** System texts are not empty. */
  SYSTEM,
  /** Tools have proper, different names. */
  TOOL_NAME,
  /** A tool's input schema is an object schema whose types exist. */
  TOOL_SCHEMA,
  /** The tool choice is of a known kind and names a tool that is offered. */
  TOOL_CHOICE,
  /** There is at least one message, each an object of role and content alone. */
  MESSAGE_FORM,
  /** Roles are known. */
  ROLE,
  /** The user speaks first. */
  FIRST_ROLE,
  /** No message is without content. */
  EMPTY_CONTENT,
  /** No text is empty or only white space. */
  EMPTY_TEXT,
  /** Blocks are of a known type that the role may use, with proper members. */
  BLOCK_FORM,
  /** Ids of tool uses differ. */
  TOOL_USE_DUPLICATE,
  /** Each tool use is answered in the message that follows. */
  TOOL_USE_UNANSWERED,
  /** Each tool result answers a tool use of the message before, and only once. */
  TOOL_RESULT_ORPHANED,
  /** Tool results stand before everything else in their message. */
  TOOL_RESULT_NOT_FIRST,
  /** At most four cache breakpoints are set. */
  CACHE_COUNT,
  /** Cache breakpoints are of a known form and order, and not on thinking. */
  CACHE_FORM,
  /** A request continues the one before it, to the byte. */
  HISTORY_CHANGED,
  /** Thinking comes back as it was given. */
  THINKING_ALTERED,
  /** A request is what its turn of the script expects. */
  EXPECTATION
}
