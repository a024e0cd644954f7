/** The way from confined commands to the network: a proxy that asks about each host. */
@NullMarked
package dev.muster.exec.egress;

import org.jspecify.annotations.NullMarked;
