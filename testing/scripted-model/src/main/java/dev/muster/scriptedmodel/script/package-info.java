/** What the scripted model is to say, to whom, and how the connection is to behave meanwhile. */
@NullMarked
package dev.muster.scriptedmodel.script;

import org.jspecify.annotations.NullMarked;
