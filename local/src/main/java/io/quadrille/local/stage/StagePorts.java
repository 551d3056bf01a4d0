package io.quadrille.local.stage;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.observer.ledger.LedgerStore;

/** The stores a stage stands on: those of a home folder, or in memory. */
public record StagePorts(
        SourceReader sources,
        RecordTable tables,
        LedgerStore ledger,
        RunRegistry registry,
        BlobStore blobs,
        KeyService keys) {}
