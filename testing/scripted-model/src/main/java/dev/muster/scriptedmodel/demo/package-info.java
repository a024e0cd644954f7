/** The sample project of the demo, and the script by which a model mends it. */
@NullMarked
package dev.muster.scriptedmodel.demo;

import org.jspecify.annotations.NullMarked;
