package io.quadrille.loadtests.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import io.quadrille.events.records.Traced;
import io.quadrille.handlers.extract.ChunkBinding;
import io.quadrille.loadtests.flow.ContactRow;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A chunk's bytes, cut already, to cells and those to records. */
@State(Scope.Benchmark)
public class CsvBenchmark {
    private final Sample sample = Sample.make();
    private final ChunkBinding<ContactRow> binding = Sample.binding(sample.header());

    @Setup
    public void check() throws IOException {
        List<ContactRow> bound = bind().stream().map(Traced::record).toList();
        Wrong.unless(bound.equals(parsed()), "the records bound are not those that FastCSV reads");
    }

    private List<ContactRow> parsed() throws IOException {
        try (CsvReader<String[]> reader =
                CsvReader.builder().build(StringArrayHandler.of(), new String(sample.source(), UTF_8))) {
            return reader.stream().skip(1).map(ContactRow::of).toList();
        }
    }

    @Benchmark
    public List<Traced<ContactRow>> bind() {
        return binding.bind(sample.chunk());
    }
}
