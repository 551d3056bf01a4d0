package io.quadrille.testdata;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The table that a file must leave behind: one row per key, the later line's.
 *
 * <p>Rows are held as CSV text, about 30 bytes each beyond their own; 2^31 of them at most. Not thread-safe.
 */
public final class TableRows {

    private final List<String> columns;
    private final RowArena arena = new RowArena();
    private int[] order = {};
    private boolean sorted = true;

    TableRows(List<String> columns) {
        this.columns = List.copyOf(columns);
    }

    void put(Utf8Text key, Utf8Text row) {
        arena.add(key, row);
        sorted = false;
    }

    /** The rows in the table, after later lines have replaced earlier ones. */
    public int count() {
        sort();
        return order.length;
    }

    /**
     * Writes the table: a header, then the rows ordered by key (integers by value, text by its UTF-8 bytes, partition
     * before sort), RFC 4180 with line feeds, quoted only where a comma, quote or line end demands it.
     */
    public void writeCsv(OutputStream out) throws IOException {
        sort();
        out.write((String.join(",", columns) + "\n").getBytes(StandardCharsets.UTF_8));
        for (int entry : order) {
            arena.writeRow(entry, out);
            out.write('\n');
        }
        out.flush();
    }

    /** SHA-256, in lower-case hexadecimal, of what {@link #writeCsv} writes. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            writeCsv(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void sort() {
        if (sorted) {
            return;
        }
        int[] all = arena.sorted();
        int kept = 0;
        for (int i = 0; i < all.length; i++) {
            boolean replaced = i + 1 < all.length && arena.compareKeys(all[i], all[i + 1]) == 0;
            if (!replaced) {
                all[kept++] = all[i];
            }
        }
        order = Arrays.copyOf(all, kept);
        sorted = true;
    }
}
