/** The tool that shows files to the model: text, pictures, PDFs, notebooks. */
@NullMarked
package dev.muster.tools.read;

import org.jspecify.annotations.NullMarked;
