package io.quadrille.local.memory;

import org.jspecify.annotations.Nullable;

/**
 * A row's key, ordered as every store orders it: integers before text, integers by value, text by its UTF-8 bytes.
 *
 * @param partition a String or a Long
 * @param sort as partition; null where the table has no sort key
 */
record RowKey(Object partition, @Nullable Object sort) implements Comparable<RowKey> {

    @Override
    public int compareTo(RowKey other) {
        int order = compare(partition, other.partition);
        return order != 0 || sort == null || other.sort == null ? order : compare(sort, other.sort);
    }

    private static int compare(Object one, Object other) {
        if (one instanceof Long a) {
            return other instanceof Long b ? a.compareTo(b) : -1;
        }
        return other instanceof Long ? 1 : compareText((String) one, (String) other);
    }

    /** The order of the UTF-8 bytes is that of the code points; chars differ from it only where surrogates stand. */
    private static int compareText(String one, String other) {
        int shared = Math.min(one.length(), other.length());
        for (int i = 0; i < shared; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Integer.compare(rank(a), rank(b));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** A surrogate stands for a code point beyond every char's own. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? Character.MAX_VALUE + 1 : c;
    }
}
