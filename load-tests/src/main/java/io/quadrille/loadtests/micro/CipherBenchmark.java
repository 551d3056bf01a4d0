package io.quadrille.loadtests.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.events.json.JsonBytes;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.events.records.FieldCipher.FieldPlace;
import io.quadrille.events.records.Traced;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The e-mails of a chunk, as one column, sealed and opened. */
@State(Scope.Benchmark)
public class CipherBenchmark {
    private final FieldCipher cipher = new AesGcmCipher(new byte[32], "micro");
    /** Two in turn, as in a run: one column sealed twice in a row makes the JDK's cipher start afresh. */
    private final List<FieldPlace> places;

    private final JsonBytes text = new JsonBytes(0);
    private final byte[] plaintext;
    private final byte[] sealed;
    private int turn;

    public CipherBenchmark() {
        Sample sample = Sample.make();
        places = Stream.of("email", "other")
                .map(field -> new FieldPlace(
                        Sample.TYPE.name(),
                        field,
                        sample.records().stream().map(Traced::origin).toList()))
                .toList();
        plaintext = sample.records().stream()
                .map(traced -> '"' + traced.record().email() + '"')
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8);
        sealed = sealedAt(places.get(0));
    }

    @Setup
    public void check() {
        Wrong.unless(Arrays.equals(open(), plaintext), "the column opened is not the one sealed");
        byte[] one = seal();
        byte[] other = seal();
        boolean again = Arrays.equals(one, sealed) || Arrays.equals(other, sealed);
        Wrong.unless(again, "the same column is sealed otherwise the next time");
        Wrong.unless(!Arrays.equals(one, other), "two columns are sealed as one");
    }

    @Benchmark
    public byte[] seal() {
        turn = 1 - turn;
        return sealedAt(places.get(turn));
    }

    private byte[] sealedAt(FieldPlace place) {
        text.clear();
        cipher.seal(place, plaintext, plaintext.length, text);
        return text.toByteArray();
    }

    @Benchmark
    public byte[] open() {
        return cipher.open(places.get(0), ByteBuffer.wrap(sealed));
    }
}
