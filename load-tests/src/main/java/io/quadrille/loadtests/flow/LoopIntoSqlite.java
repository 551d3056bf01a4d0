package io.quadrille.loadtests.flow;

import de.siegmar.fastcsv.reader.CsvReader;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A plain loop without events: parse, transform, put into SQLite in batches. */
public final class LoopIntoSqlite implements Candidate {
    @Override
    public Lap prepare(Course course) {
        Path database = course.folder().resolve("customers.db");
        return new Lap() {
            private long records;

            @Override
            public void run() throws IOException, SQLException {
                try (ContactStore store = new ContactStore(database);
                        CsvReader<String[]> reader = ContactReader.open(course.file())) {
                    for (String[] cells : reader) {
                        store.put(Contact.of(ContactRow.of(cells)));
                        records++;
                    }
                    store.commit();
                }
            }

            @Override
            public Evidence evidence() throws IOException, SQLException {
                try (ContactStore store = new ContactStore(database)) {
                    return new Evidence(records, store.digest());
                }
            }
        };
    }
}
