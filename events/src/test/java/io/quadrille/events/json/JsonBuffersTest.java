package io.quadrille.events.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonBuffersTest {
    private final JsonBuffers buffers = new JsonBuffers(100);

    @Test
    void a_buffer_given_back_is_lent_again_and_empty() {
        JsonBytes first = buffers.take().raw("one");
        JsonBytes second = buffers.take();
        assertThat(second).isNotSameAs(first);
        buffers.give(first);
        assertThat(buffers.take()).isSameAs(first);
        assertThat(first.length()).isZero();
        assertThat(buffers.take()).isNotSameAs(first);
    }

    @Test
    void the_last_one_given_back_is_the_first_to_be_lent_and_nothing_of_what_was_erased_is_in_it() {
        JsonBytes first = buffers.take();
        JsonBytes last = buffers.take().raw("secret").digits(0x3837363534333231L, 1);
        last.raw("taken back").truncate(3);
        last.erase();
        buffers.give(first);
        buffers.give(last);
        assertThat(buffers.take()).isSameAs(last);
        assertThat(last.bytes()).containsOnly(0);
    }

    @Test
    void one_that_grew_very_large_is_not_kept() {
        JsonBytes grown = buffers.take();
        grown.plainText("x".repeat(5 << 20));
        buffers.give(grown);
        assertThat(buffers.take()).isNotSameAs(grown);
    }
}
