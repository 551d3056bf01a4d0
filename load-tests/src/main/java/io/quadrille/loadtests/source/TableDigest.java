package io.quadrille.loadtests.source;

import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digest of a table: SHA-256 of it as CSV, a header, then the rows in the order of their keys. */
public final class TableDigest {
    private final MessageDigest digest;
    private final OutputStream out;

    public TableDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
        out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
    }

    /** Takes the table's CSV. */
    public OutputStream out() {
        return out;
    }

    /** In lower-case hexadecimal. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
