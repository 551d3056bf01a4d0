package io.quadrille.runtime;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RunRegistry;
import io.quadrille.handlers.ports.SourceReader;
import io.quadrille.observer.ledger.LedgerStore;

/** The stores a pipeline works on: those of a home folder, of an AWS account, or in memory. */
public record Ports(
        SourceReader sources,
        RecordTable tables,
        LedgerStore ledger,
        RunRegistry registry,
        BlobStore blobs,
        KeyService keys) {}
