/**
 * What the person has said for good: which folders are trusted, in {@code .claude.json}, the file
 * that teams already have, and which rules were granted with an answer, in settings files.
 */
@NullMarked
package dev.muster.trust;

import org.jspecify.annotations.NullMarked;
