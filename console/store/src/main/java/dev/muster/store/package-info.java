/** PostgreSQL behind the domain's ports; migrations; the embedded server's supervisor. */
@NullMarked
package dev.muster.store;

import org.jspecify.annotations.NullMarked;
