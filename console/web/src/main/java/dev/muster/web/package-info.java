/**
 * Administration over HTTP, apart from the transport: routes with their permissions, thin handlers
 * over the domain's ports, and the documented shapes.
 */
@NullMarked
package dev.muster.web;

import org.jspecify.annotations.NullMarked;
