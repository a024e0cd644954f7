/**
 * The one place that touches the user's files: identifies paths, reads and replaces exactly what
 * was decided, compares texts, and tells facts of version control.
 */
@NullMarked
package dev.muster.workspace;

import org.jspecify.annotations.NullMarked;
