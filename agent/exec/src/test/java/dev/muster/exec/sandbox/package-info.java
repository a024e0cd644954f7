@org.jspecify.annotations.NullMarked
package dev.muster.exec.sandbox;
