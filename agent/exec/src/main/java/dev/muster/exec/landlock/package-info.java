/**
 * A program of its own that confines itself by what the kernel offers to any process, Landlock and
 * seccomp, and then becomes another program. Depends on nothing else of the agent.
 */
@NullMarked
package dev.muster.exec.landlock;

import org.jspecify.annotations.NullMarked;
