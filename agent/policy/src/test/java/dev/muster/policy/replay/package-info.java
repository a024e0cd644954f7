@NullMarked
package dev.muster.policy.replay;

import org.jspecify.annotations.NullMarked;
