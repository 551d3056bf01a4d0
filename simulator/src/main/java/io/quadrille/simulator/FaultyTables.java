package io.quadrille.simulator;

import io.quadrille.handlers.ports.RecordTable;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.List;

/** Tables that store some records of a write, in any order, and then fail. */
final class FaultyTables implements RecordTable {
    private final World world;
    private final RecordTable tables;

    FaultyTables(World world, RecordTable tables) {
        this.world = world;
        this.tables = tables;
    }

    @Override
    public void write(TableWrite write) {
        long place = world.callPlace();
        if (!world.adversary().strikes(Fault.PARTIAL_WRITE, place, world::callName)) {
            tables.write(write);
            return;
        }
        world.cover(Fault.PARTIAL_WRITE);
        long detail = world.adversary().detail(Fault.PARTIAL_WRITE, place);
        List<VersionedRecord> stored = new java.util.ArrayList<>();
        for (int i = write.records().size() - 1; i >= 0; i--) {
            if ((Chance.of(detail, i) & 1) == 0) {
                stored.add(write.records().get(i));
            }
        }
        tables.write(new TableWrite(write.table(), write.keys(), write.fields(), stored));
        throw new RetryableFailure("the table was cut off in the middle of a write");
    }
}
