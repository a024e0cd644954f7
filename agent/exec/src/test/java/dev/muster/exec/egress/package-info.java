@NullMarked
package dev.muster.exec.egress;

import org.jspecify.annotations.NullMarked;
