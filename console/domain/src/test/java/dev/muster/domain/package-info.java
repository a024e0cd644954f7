@NullMarked
package dev.muster.domain;

import org.jspecify.annotations.NullMarked;
