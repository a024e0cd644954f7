/** The tool for a structured answer. */
@NullMarked
package dev.muster.tools.answer;

import org.jspecify.annotations.NullMarked;
