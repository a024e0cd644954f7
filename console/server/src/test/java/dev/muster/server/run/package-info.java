@NullMarked
package dev.muster.server.run;

import org.jspecify.annotations.NullMarked;
