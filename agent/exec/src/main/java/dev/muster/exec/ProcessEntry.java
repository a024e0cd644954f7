package dev.muster.exec;

/**
 * One live process of this machine.
 *
 * @param session the session it is in, or its process group where the system tells no sessions
 * @param start when it started, in a unit that only serves to tell two processes of one id apart; 0
 *     where the system does not tell
 */
record ProcessEntry(long pid, long parent, long group, long session, long start) {}
