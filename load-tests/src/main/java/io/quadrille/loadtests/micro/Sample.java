package io.quadrille.loadtests.micro;

import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.ChunkOutcome.Timing;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventIds;
import io.quadrille.events.Fact;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.SourceObject;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.CsvFormat;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.csv.CsvChunk;
import io.quadrille.handlers.csv.CsvChunks;
import io.quadrille.handlers.extract.ChunkBinding;
import io.quadrille.loadtests.flow.ContactRow;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What all benchmarks work on: the one chunk of a seeded file of customers, and its event.
 *
 * @param source the file, header and all
 * @param header its columns
 * @param records the chunk's records, bound
 */
record Sample(byte[] source, List<String> header, CsvChunk chunk, List<Traced<ContactRow>> records) {
    /** As many as an event carries by default. */
    static final int RECORDS = 500;

    static final String FILE = "customers.csv";
    static final Instant TIME = Instant.parse("2026-11-03T09:30:00Z");
    static final RecordType<ContactRow> TYPE = RecordType.records("customers.extracted.v1", ContactRow.class);

    private static final long SEED = 42;

    static Sample make() {
        ByteArrayOutputStream source = new ByteArrayOutputStream();
        try {
            Generator.write(Recipe.of(PipelineName.CUSTOMERS, RECORDS, SEED), source);
            return of(source.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory or reading from it failed", e);
        }
    }

    private static Sample of(byte[] source) throws IOException {
        try (CsvChunks chunks = CsvChunks.open(new ByteArrayInputStream(source), FILE, CsvFormat.csv())) {
            CsvChunk chunk = Objects.requireNonNull(chunks.next(), "a file of records has a chunk");
            Wrong.unless(chunk.records() == RECORDS, "the first chunk has " + chunk.records() + " records");
            return new Sample(
                    source, chunks.header(), chunk, binding(chunks.header()).bind(chunk));
        }
    }

    static ChunkBinding<ContactRow> binding(List<String> header) {
        return new ChunkBinding<>(TYPE, FILE, header, Set.of("id"));
    }

    /** The records as an event carries them. */
    byte[] payload() {
        return new RecordCodec<>(TYPE).encode(records, TYPE.layoutFor(header).columns(), FieldCipher.NONE);
    }

    /** The event that the customers pipeline's extract emits of them. */
    Envelope event() {
        byte[] payload = payload();
        return Facts.envelope(
                new Fact.RecordsExtracted(outcome(0)),
                TYPE,
                payload,
                new Emission(TIME, null, new Emission.Context(TIME, null, null)));
    }

    /** The outcome of one chunk of the run; the chunks' records are all the same. */
    ChunkOutcome outcome(int number) {
        SourceObject object = new SourceObject(SourceObject.LOCAL, FILE, "1", source.length);
        RunKey run = new RunKey("customers", EventIds.run(object, "0"), 1);
        return new ChunkOutcome(
                new ChunkKey(run, "extract", number),
                new Counts(RECORDS, RECORDS, 0, 0, 0, 0),
                chunk.firstLine(),
                chunk.lastLine(),
                Hashes.hex(Hashes.sha256(payload())),
                null,
                new Timing(0, 1_000));
    }
}
