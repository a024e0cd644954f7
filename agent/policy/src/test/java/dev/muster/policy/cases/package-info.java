@NullMarked
package dev.muster.policy.cases;

import org.jspecify.annotations.NullMarked;
