/** The console's configuration: one file, its shape, its checks, and the schema for editors. */
@NullMarked
package dev.muster.server.config;

import org.jspecify.annotations.NullMarked;
