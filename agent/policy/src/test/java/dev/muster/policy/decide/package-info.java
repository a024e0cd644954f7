@NullMarked
package dev.muster.policy.decide;

import org.jspecify.annotations.NullMarked;
