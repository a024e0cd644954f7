/** The command line: one table of options, from which parser, help and completion are made. */
@NullMarked
package dev.muster.cli.args;

import org.jspecify.annotations.NullMarked;
