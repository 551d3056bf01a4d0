package io.quadrille.handlers.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.RunKey;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.handlers.ports.KeyService;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunCiphersTest {
    private static final int MOST = 64;

    private final List<String> asked = new ArrayList<>();
    private final RunCiphers ciphers = new RunCiphers(new Asked());

    @Test
    void a_runs_key_is_unwrapped_once() {
        FieldCipher cipher = ciphers.of(run(1), "wrapped");
        assertThat(ciphers.of(run(1), "wrapped")).isSameAs(cipher);
        assertThat(asked).containsExactly("run0000000000001 wrapped");
    }

    @Test
    void another_wrapped_key_of_the_same_run_is_another() {
        assertThat(ciphers.of(run(1), "wrapped")).isNotSameAs(ciphers.of(run(1), "anew"));
        assertThat(asked).containsExactly("run0000000000001 wrapped", "run0000000000001 anew");
    }

    @Test
    void nobody_is_asked_where_nothing_is_sensitive() {
        assertThat(ciphers.of(run(1), null)).isSameAs(FieldCipher.NONE);
        assertThat(asked).isEmpty();
    }

    @Test
    void the_run_that_was_away_for_the_longest_is_forgotten_first() {
        for (int number = 1; number <= MOST; number++) {
            ciphers.of(run(number), "wrapped");
        }
        ciphers.of(run(1), "wrapped");
        ciphers.of(run(MOST + 1), "wrapped");
        assertThat(asked).hasSize(MOST + 1);
        ciphers.of(run(1), "wrapped");
        assertThat(asked).hasSize(MOST + 1);
        ciphers.of(run(2), "wrapped");
        assertThat(asked).hasSize(MOST + 2).endsWith("run0000000000002 wrapped");
    }

    private static RunKey run(int number) {
        return new RunKey("guests", "run%013d".formatted(number), 1);
    }

    /** Opens every key, and keeps whose it was. */
    private final class Asked implements KeyService {
        @Override
        public DataKey generate(KeyContext context) {
            throw new AssertionError("a new key was asked for");
        }

        @Override
        public byte[] unwrap(String wrapped, KeyContext context) {
            asked.add(context.run() + " " + wrapped);
            return new byte[32];
        }
    }
}
