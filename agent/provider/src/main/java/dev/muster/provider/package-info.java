/** The model over HTTP: sockets, credentials, proxies, TLS, retries. */
@NullMarked
package dev.muster.provider;

import org.jspecify.annotations.NullMarked;
