/** What user, agent and faces say to each other, and the ports by which modules meet. */
@NullMarked
package dev.muster.protocol;

import org.jspecify.annotations.NullMarked;
