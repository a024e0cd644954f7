/** JSON as immutable data: read strictly, with positions where a person must be told them. */
@NullMarked
package dev.muster.json;

import org.jspecify.annotations.NullMarked;
