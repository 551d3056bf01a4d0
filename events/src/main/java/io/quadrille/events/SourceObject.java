package io.quadrille.events;

import static java.util.Objects.requireNonNull;

/**
 * One version of a source.
 *
 * @param bucket the S3 bucket; {@code local} for a file
 * @param key the object's key; a file's absolute path
 * @param version the S3 version id or etag; a file's size and CRC32C
 * @param bytes its length as stored
 */
public record SourceObject(String bucket, String key, String version, long bytes) {
    public static final String LOCAL = "local";

    public SourceObject {
        requireNonNull(bucket, "bucket");
        requireNonNull(key, "key");
        requireNonNull(version, "version");
    }

    /** The last part of the key. */
    public String fileName() {
        return key.substring(Math.max(key.lastIndexOf('/'), key.lastIndexOf('\\')) + 1);
    }
}
