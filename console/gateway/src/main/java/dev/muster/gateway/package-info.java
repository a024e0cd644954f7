/** One model request through typed steps. */
@NullMarked
package dev.muster.gateway;

import org.jspecify.annotations.NullMarked;
