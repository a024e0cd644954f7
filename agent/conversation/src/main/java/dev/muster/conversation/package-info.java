/** What the model sees, and nothing else: conversation, memory, prompts, caps and compaction. */
@NullMarked
package dev.muster.conversation;

import org.jspecify.annotations.NullMarked;
