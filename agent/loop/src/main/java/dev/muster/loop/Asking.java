package dev.muster.loop;

import dev.muster.conversation.CompactionPolicy;
import dev.muster.conversation.RequestPlan;

/** How one model is asked: what stands before the messages, and when they must be compacted. */
public record Asking(RequestPlan plan, CompactionPolicy compaction) {}
