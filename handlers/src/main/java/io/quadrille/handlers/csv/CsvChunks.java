package io.quadrille.handlers.csv;

import io.quadrille.events.pipeline.CsvFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CSV source, read chunk by chunk in constant memory: about twice {@code maxRecordBytes} and the chunk at hand, or
 * the memory of one that was given back, whatever the source's length.
 *
 * <pre>{@code
 * try (CsvChunks chunks = CsvChunks.open(Files.newInputStream(file), "customers.csv", CsvFormat.csv())) {
 *     for (CsvChunk chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
 *         chunk.forEach(visitor);
 *     }
 * }
 * }</pre>
 *
 * <p>Where a chunk ends is a pure function of the source's bytes and the format, however the stream hands them over.
 * Blank lines are no records. Not thread safe; the chunks are.
 */
public final class CsvChunks implements AutoCloseable {
    private final SourceBytes source;
    private final CsvFormat format;
    private final SourceWindow window;
    private final RecordCutter cutter;
    private final SourceShape shape;
    private final List<String> header;
    private final boolean empty;
    /** Of a chunk that was given back: what the next one is read into. */
    private @Nullable ChunkAssembly idle;

    private int chunks;
    private @Nullable IOException broken;

    private CsvChunks(SourceBytes source, String sourceName, CsvFormat format) throws IOException {
        this.source = source;
        this.format = format;
        SourcePrefix prefix = SourcePrefix.read(source, sourceName, format);
        window = new SourceWindow(prefix.bytes(), prefix.charset(), source);
        cutter = new RecordCutter(window, prefix.firstUnit(), prefix.delimiter(), format.maxRecordBytes());
        SourceShape uncounted = new SourceShape(sourceName, prefix.charset().charset(), prefix.delimiter(), 0);
        if (format.namedHeader().isPresent()) {
            header = format.namedHeader().get();
            SourceHeader.check(header, sourceName + ", header named: ");
            empty = !cutter.skipBlankLines();
        } else {
            header = SourceHeader.read(cutter, window, new ChunkAssembly(uncounted, format, true));
            empty = header.isEmpty();
        }
        shape = new SourceShape(sourceName, uncounted.charset(), uncounted.delimiter(), header.size());
    }

    /**
     * Opens a source: decompresses gzip, takes charset and delimiter as named or detects them, reads the header.
     *
     * @param source closed with the chunks, and when the source is refused
     * @param sourceName what messages call the source
     * @throws UnreadableSource when the source as a whole is refused
     */
    public static CsvChunks open(InputStream source, String sourceName, CsvFormat format) throws IOException {
        try {
            return new CsvChunks(new SourceBytes(source, sourceName), sourceName, format);
        } catch (IOException | RuntimeException e) {
            try {
                source.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** The column names as they stand in the source or in the format; empty where the source has no header record. */
    public List<String> header() {
        return header;
    }

    /** Whether the source has no record at all, not even a header. */
    public boolean isEmpty() {
        return empty;
    }

    public char delimiter() {
        return shape.delimiter();
    }

    public Charset charset() {
        return shape.charset();
    }

    /**
     * The next chunk, or null at the end of the source.
     *
     * @throws IOException when the source cannot be read further; the chunks before it were delivered
     */
    public @Nullable CsvChunk next() throws IOException {
        return take(true);
    }

    /** The next chunk's bounds without its records, or null at the end; its bounds are those of {@link #next}. */
    public @Nullable CsvChunk skip() throws IOException {
        return take(false);
    }

    /**
     * Takes the memory of a chunk's records back, for the next chunk to be read into it. Nobody is to read the records any more,
     * nor to be reading them; the chunk's bounds stay. Whoever keeps a chunk need not.
     *
     * @throws IllegalArgumentException if it is a chunk of another source
     */
    public void giveBack(CsvChunk chunk) {
        ChunkAssembly left = chunk.leave();
        if (left != null) {
            if (left.shape() != shape) {
                throw new IllegalArgumentException(
                        "a chunk of " + left.shape().sourceName() + " was given back to " + shape.sourceName());
            }
            left.clear();
            idle = left;
        }
    }

    private @Nullable CsvChunk take(boolean withContent) throws IOException {
        if (broken != null) {
            throw broken;
        }
        ChunkAssembly assembly = withContent && idle != null ? idle : new ChunkAssembly(shape, format, withContent);
        idle = withContent ? null : idle;
        try {
            while (!assembly.isFull() && cutter.advance()) {
                assembly.add(cutter, window);
            }
        } catch (IOException e) {
            broken = e;
            throw e;
        }
        return assembly.isEmpty() ? null : assembly.chunk(chunks++);
    }

    /** Bytes taken so far from the source as it is stored (compressed, if it is); for progress, ahead of the chunks. */
    public long bytesRead() {
        return source.storedBytes();
    }

    /** Bytes of the decompressed source seen so far; at its end, its whole length. */
    public long sourceBytes() {
        return source.textBytes();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
