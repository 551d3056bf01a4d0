package io.quadrille.handlers.engine;

import io.quadrille.events.records.BareRecord;
import io.quadrille.events.records.Origins;
import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A chunk's bare records as rows of a table. Each is made for whoever asks for it: all of a batch, made before they are written,
 * would be out of a processor's cache by then.
 */
final class BareRows<I> extends AbstractList<VersionedRecord> implements RandomAccess {
    private final List<I> records;
    private final Origins origins;
    private final RowMaker maker;
    /** The index of each row's record. */
    private final int[] indexes;

    private int size;

    /** None yet. @param records bare ones, of which each may be asked for again @param origins theirs */
    BareRows(List<I> records, Origins origins, RowMaker maker) {
        this.records = records;
        this.origins = origins;
        this.maker = maker;
        this.indexes = new int[records.size()];
    }

    /** Adds the row of a record that the maker accepts. */
    void addRowOf(int index) {
        indexes[size++] = index;
    }

    @Override
    public VersionedRecord get(int index) {
        int record = indexes[Objects.checkIndex(index, size)];
        return maker.row(origins, record, (BareRecord) records.get(record));
    }

    @Override
    public int size() {
        return size;
    }
}
