@NullMarked
package dev.muster.tools.task;

import org.jspecify.annotations.NullMarked;
