/** The Messages API's rules for a request, enforced before anything is answered. */
@NullMarked
package dev.muster.scriptedmodel.police;

import org.jspecify.annotations.NullMarked;
