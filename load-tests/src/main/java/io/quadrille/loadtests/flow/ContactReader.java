package io.quadrille.loadtests.flow;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.IOException;
import java.nio.file.Path;

/** FastCSV over a file of customers, as it is fastest: an array of strings for each record. */
public final class ContactReader {
    private ContactReader() {}

    /** The records, without the header. To be closed. */
    public static CsvReader<String[]> open(Path file) throws IOException {
        CsvReader<String[]> reader = CsvReader.builder().build(StringArrayHandler.of(), file);
        reader.skipLines(1);
        return reader;
    }
}
