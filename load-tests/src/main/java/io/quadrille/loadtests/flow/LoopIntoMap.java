package io.quadrille.loadtests.flow;

import de.siegmar.fastcsv.reader.CsvReader;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** A plain loop without events: parse, transform, put into a map. */
public final class LoopIntoMap implements Candidate {
    @Override
    public Lap prepare(Course course) {
        return new Lap() {
            private final Map<Long, Contact> table = new HashMap<>();
            private long records;

            @Override
            public void run() throws IOException {
                try (CsvReader<String[]> reader = ContactReader.open(course.file())) {
                    for (String[] cells : reader) {
                        Contact contact = Contact.of(ContactRow.of(cells));
                        table.put(contact.id(), contact);
                        records++;
                    }
                }
            }

            @Override
            public Evidence evidence() throws IOException {
                return new Evidence(
                        records, ContactCsv.digest(new TreeMap<>(table).values().iterator()));
            }
        };
    }
}
