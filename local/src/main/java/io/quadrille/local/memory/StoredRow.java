package io.quadrille.local.memory;

import java.util.Arrays;

/**
 * A row as a table in memory keeps it: one array of the body and, after it, the version, so that a million rows are a million
 * arrays. Immutable; compared by nobody.
 */
final class StoredRow {
    private final byte[] bytes;
    private final int bodyLength;
    private final int layout;

    StoredRow(int layout, byte[] body, byte[] version) {
        this.layout = layout;
        this.bodyLength = body.length;
        this.bytes = Arrays.copyOf(body, body.length + version.length);
        System.arraycopy(version, 0, bytes, body.length, version.length);
    }

    int layout() {
        return layout;
    }

    byte[] body() {
        return Arrays.copyOf(bytes, bodyLength);
    }

    /** Of two rows under one key the one with the greater version; the stored one if they are equal. */
    static StoredRow greater(StoredRow stored, StoredRow offered) {
        int order = Arrays.compareUnsigned(
                offered.bytes,
                offered.bodyLength,
                offered.bytes.length,
                stored.bytes,
                stored.bodyLength,
                stored.bytes.length);
        return order > 0 ? offered : stored;
    }
}
