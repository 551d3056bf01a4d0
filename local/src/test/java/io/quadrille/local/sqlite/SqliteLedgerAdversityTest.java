package io.quadrille.local.sqlite;

import io.quadrille.observer.AdversityContract;
import io.quadrille.observer.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLedgerAdversityTest extends AdversityContract {
    @TempDir
    private Path folder;

    private SqliteHome home;

    @BeforeEach
    void open() throws IOException {
        home = SqliteHome.openForWriting(folder);
    }

    @AfterEach
    void close() throws IOException {
        home.close();
    }

    @Override
    protected LedgerStore ledger() {
        return new SqliteLedger(home);
    }

    @Override
    protected int seeds() {
        return 40;
    }
}
