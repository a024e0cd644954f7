/** PostgreSQL behind the domain's ports: the only place for SQL. */
@NullMarked
package dev.muster.store;

import org.jspecify.annotations.NullMarked;
