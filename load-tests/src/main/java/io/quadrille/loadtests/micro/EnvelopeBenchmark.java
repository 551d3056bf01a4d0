package io.quadrille.loadtests.micro;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import java.util.Arrays;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An event to JSON and back, its data as they stand. */
@State(Scope.Benchmark)
public class EnvelopeBenchmark {
    private final Envelope event = Sample.make().event();
    private final byte[] bytes = EnvelopeJson.write(event);

    @Setup
    public void check() {
        Wrong.unless(read().event().equals(event.event()), "the event read is not the one written");
        Wrong.unless(Arrays.equals(EnvelopeJson.write(read()), bytes), "the event read is written otherwise");
    }

    @Benchmark
    public byte[] write() {
        return EnvelopeJson.write(event);
    }

    @Benchmark
    public Envelope read() {
        return EnvelopeJson.read(bytes);
    }
}
