/**
 * A model that follows a script: a real HTTP server that speaks the Messages API and refuses
 * requests that break its rules.
 */
@NullMarked
package dev.muster.scriptedmodel;

import org.jspecify.annotations.NullMarked;
