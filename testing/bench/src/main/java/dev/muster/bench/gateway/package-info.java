/** What a gateway costs, beside a bare relay on the same transport and another program's proxy. */
@NullMarked
package dev.muster.bench.gateway;

import org.jspecify.annotations.NullMarked;
