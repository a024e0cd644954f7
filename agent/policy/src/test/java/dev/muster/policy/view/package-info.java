@NullMarked
package dev.muster.policy.view;

import org.jspecify.annotations.NullMarked;
