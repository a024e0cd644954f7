/**
 * A program of its own that looks into PDFs and cuts pages out of them, so that a PDF that is made
 * to hurt its reader hurts nobody else.
 */
@NullMarked
package dev.muster.pdf;

import org.jspecify.annotations.NullMarked;
