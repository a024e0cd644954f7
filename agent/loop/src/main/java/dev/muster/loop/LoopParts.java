package dev.muster.loop;

import dev.muster.conversation.Conversation;
import dev.muster.model.ContentBlock;
import dev.muster.model.ModelClient;
import dev.muster.model.ToolCall;
import dev.muster.permission.PermissionEngine;
import dev.muster.protocol.Asker;
import dev.muster.protocol.EventSink;
import dev.muster.protocol.Grants;
import dev.muster.protocol.TranscriptSink;
import dev.muster.tool.ToolRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a session is wired from.
 *
 * @param grants takes what is granted with an answer; changes of the mode are not for it
 * @param asking how a model of that full id is asked
 * @param folder the session's folder at this moment
 * @param briefing what the model is told besides what is said
 * @param notices what the model is told before its next request (ended background tasks); asking
 *     takes them away
 * @param attachments the files that a prompt names, as calls of the read tool
 * @param ids makes unique ids
 */
public record LoopParts(
    String sessionId,
    ModelClient client,
    ToolRegistry tools,
    PermissionEngine engine,
    Asker asker,
    Grants grants,
    EventSink events,
    TranscriptSink transcript,
    Conversation conversation,
    Function<String, Asking> asking,
    Spending spending,
    Supplier<Path> folder,
    Briefing briefing,
    Supplier<List<String>> notices,
    Function<List<ContentBlock>, List<ToolCall>> attachments,
    Supplier<String> ids,
    InstantSource clock) {}
