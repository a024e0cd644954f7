@NullMarked
package dev.muster.conversation;

import org.jspecify.annotations.NullMarked;
