/** What is said to and by a model. Data, and the one port through which it is said. */
@NullMarked
package dev.muster.model;

import org.jspecify.annotations.NullMarked;
