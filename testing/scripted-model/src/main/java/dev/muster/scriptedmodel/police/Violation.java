package dev.muster.scriptedmodel.police;

/**
 * A rule broken by a request.
 *
 * @param request the request's number on this server, from 1
 * @param message what the client was told
 */
public record Violation(int request, Rule rule, String message) {}
