package io.quadrille.observer.runs;

import org.jspecify.annotations.Nullable;

/**
 * A record read again from its source; never stored.
 *
 * @param chunk from 0
 * @param line the physical line where it begins, from 1
 * @param bytePosition its first byte's offset in the source (decompressed), from 0
 * @param text as it stands there, without the line end; long ones are cut. Null where it is withheld
 * @param withheld why there is no text; null where there is
 */
public record SourceRecord(int chunk, long line, long bytePosition, @Nullable String text, @Nullable String withheld) {}
