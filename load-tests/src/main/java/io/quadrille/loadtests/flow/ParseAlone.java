package io.quadrille.loadtests.flow;

import de.siegmar.fastcsv.reader.CsvReader;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;

/** FastCSV alone: what no flow that begins with a parse can be faster than on one thread. */
public final class ParseAlone implements Candidate {
    @Override
    public Lap prepare(Course course) {
        return new Lap() {
            private long records;
            private long chars;

            @Override
            public void run() throws IOException {
                try (CsvReader<String[]> reader = ContactReader.open(course.file())) {
                    for (String[] cells : reader) {
                        records++;
                        chars += cells[cells.length - 1].length();
                    }
                }
            }

            @Override
            public Evidence evidence() {
                if (chars < records) {
                    throw new IllegalStateException(
                            records + " records have " + chars + " characters in their last cell");
                }
                return Evidence.of(records);
            }
        };
    }
}
