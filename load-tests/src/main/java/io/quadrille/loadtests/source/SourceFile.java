package io.quadrille.loadtests.source;

import java.nio.file.Path;

/**
 * A file to read, and what must become of it.
 *
 * @param records in it, all of them good
 * @param bytes of it
 * @param tableDigest SHA-256 of the table it leaves, as CSV in the order of its key; empty where none is known
 */
public record SourceFile(Path file, long records, long bytes, String tableDigest) {}
