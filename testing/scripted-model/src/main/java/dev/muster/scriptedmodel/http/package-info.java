/**
 * A small HTTP/1.1 server on bare sockets, so that a script decides over every byte and every way
 * in which a connection can break.
 */
@NullMarked
package dev.muster.scriptedmodel.http;

import org.jspecify.annotations.NullMarked;
