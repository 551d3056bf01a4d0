package io.quadrille.handlers.engine;

import io.quadrille.handlers.ports.RecordTable.VersionedRecord;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/** The records of several chunks, one chunk's after another's. Not thread safe. */
final class JoinedRecords extends AbstractList<VersionedRecord> implements RandomAccess {
    private final List<List<VersionedRecord>> parts = new ArrayList<>();
    private int size;
    /** The part asked last, and the index of its first record. */
    private int part;

    private int begin;

    void join(List<VersionedRecord> records) {
        parts.add(records);
        size += records.size();
    }

    @Override
    public VersionedRecord get(int index) {
        Objects.checkIndex(index, size);
        while (index < begin) {
            begin -= parts.get(--part).size();
        }
        while (index - begin >= parts.get(part).size()) {
            begin += parts.get(part++).size();
        }
        return parts.get(part).get(index - begin);
    }

    @Override
    public int size() {
        return size;
    }
}
