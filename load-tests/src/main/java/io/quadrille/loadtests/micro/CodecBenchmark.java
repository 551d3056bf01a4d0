package io.quadrille.loadtests.micro;

import io.quadrille.events.records.DecodedRecords;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.loadtests.flow.ContactRow;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Records to JSON and back, none of them sealed. */
@State(Scope.Benchmark)
public class CodecBenchmark {
    private final Sample sample = Sample.make();
    private final List<String> columns = Sample.TYPE.layoutFor(sample.header()).columns();
    private final RecordCodec<ContactRow> codec = new RecordCodec<>(Sample.TYPE);
    private final byte[] payload = encode();

    @Setup
    public void check() {
        Wrong.unless(decode().traced().equals(sample.records()), "the records decoded are not those encoded");
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(sample.records(), columns, FieldCipher.NONE);
    }

    @Benchmark
    public DecodedRecords<ContactRow> decode() {
        return codec.decode(payload, FieldCipher.NONE);
    }
}
