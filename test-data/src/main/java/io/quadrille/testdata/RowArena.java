package io.quadrille.testdata;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keys and rows in large pages, without an object per row, in the order they were added. Not thread-safe. */
final class RowArena {

    private static final int PAGE_BITS = 22;
    private static final int PAGE_BYTES = 1 << PAGE_BITS;

    private final List<byte[]> pages = new ArrayList<>();
    private int pageUsed = PAGE_BYTES;
    private int entries;
    private long[] starts = new long[1024];
    private int[] keyLengths = new int[1024];
    private int[] rowLengths = new int[1024];
    /** The first eight bytes of each key, which settle most comparisons. */
    private long[] prefixes = new long[1024];

    void add(Utf8Text key, Utf8Text row) {
        int needed = key.length() + row.length();
        if (pageUsed + needed > PAGE_BYTES) {
            pages.add(new byte[PAGE_BYTES]);
            pageUsed = 0;
        }
        if (entries == starts.length) {
            grow();
        }
        byte[] page = pages.get(pages.size() - 1);
        starts[entries] = (long) (pages.size() - 1) << PAGE_BITS | pageUsed;
        keyLengths[entries] = key.length();
        rowLengths[entries] = row.length();
        prefixes[entries] = prefix(key);
        System.arraycopy(key.bytes(), 0, page, pageUsed, key.length());
        System.arraycopy(row.bytes(), 0, page, pageUsed + key.length(), row.length());
        pageUsed += needed;
        entries++;
    }

    void writeRow(int entry, OutputStream out) throws IOException {
        out.write(page(entry), offset(entry) + keyLengths[entry], rowLengths[entry]);
    }

    int compareKeys(int left, int right) {
        int byPrefix = Long.compareUnsigned(prefixes[left], prefixes[right]);
        if (byPrefix != 0) {
            return byPrefix;
        }
        int fromLeft = offset(left);
        int fromRight = offset(right);
        return Arrays.compareUnsigned(
                page(left),
                fromLeft,
                fromLeft + keyLengths[left],
                page(right),
                fromRight,
                fromRight + keyLengths[right]);
    }

    /** The entries by key, those with equal keys in the order they were added (a bottom-up merge sort). */
    int[] sorted() {
        int[] from = new int[entries];
        int[] to = new int[entries];
        Arrays.setAll(from, i -> i);
        for (long width = 1; width < entries; width *= 2) {
            for (long low = 0; low < entries; low += 2 * width) {
                merge(from, to, (int) low, (int) Math.min(low + width, entries), (int)
                        Math.min(low + 2 * width, entries));
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        return from;
    }

    private void merge(int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = right == high || (left < middle && compareKeys(from[left], from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    private static long prefix(Utf8Text key) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < key.length() ? key.bytes()[i] & 0xff : 0);
        }
        return prefix;
    }

    private byte[] page(int entry) {
        return pages.get((int) (starts[entry] >>> PAGE_BITS));
    }

    private int offset(int entry) {
        return (int) (starts[entry] & (PAGE_BYTES - 1));
    }

    private void grow() {
        int larger = Math.addExact(entries, Math.max(entries >> 1, 1));
        starts = Arrays.copyOf(starts, larger);
        keyLengths = Arrays.copyOf(keyLengths, larger);
        rowLengths = Arrays.copyOf(rowLengths, larger);
        prefixes = Arrays.copyOf(prefixes, larger);
    }
}
