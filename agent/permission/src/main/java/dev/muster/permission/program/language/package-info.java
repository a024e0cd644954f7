/** Small languages in which programs are told what to do; only what is proven harmless is known. */
@org.jspecify.annotations.NullMarked
package dev.muster.permission.program.language;
