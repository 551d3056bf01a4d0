package io.quadrille.loadtests.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.quadrille.loadtests.source.TableDigest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.util.Iterator;

/** The table of the plain loops and the peers, as the digest of a table wants it. */
public final class ContactCsv {
    private ContactCsv() {}

    /** The digest of rows in the order of their ids. */
    public static String digest(Iterator<Contact> rows) throws IOException {
        TableDigest digest = new TableDigest();
        try (CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.LF)
                .build(new BufferedWriter(new OutputStreamWriter(digest.out(), UTF_8), 1 << 16))) {
            csv.writeRecord("id", "house_number", "street", "town", "zip", "email");
            while (rows.hasNext()) {
                Contact row = rows.next();
                csv.writeRecord(
                        Long.toString(row.id()), row.houseNumber(), row.street(), row.town(), row.zip(), row.email());
            }
        }
        return digest.text();
    }
}
