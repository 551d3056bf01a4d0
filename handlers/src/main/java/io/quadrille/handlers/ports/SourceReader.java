package io.quadrille.handlers.ports;

import io.quadrille.events.SourceObject;
import java.io.IOException;
import java.io.InputStream;

/** Opens sources: S3 objects, or files. Thread safe. */
@FunctionalInterface
public interface SourceReader {
    /** The bytes of exactly this version, as stored. @throws IOException naming the source if it is gone or replaced */
    InputStream open(SourceObject source) throws IOException;

    /** Makes sure that it can be opened and is this very version. @throws IOException naming the source if not */
    default void requireUnchanged(SourceObject source) throws IOException {
        open(source).close();
    }
}
