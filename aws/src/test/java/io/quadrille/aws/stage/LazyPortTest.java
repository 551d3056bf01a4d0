package io.quadrille.aws.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyPortTest {
    private final AtomicInteger made = new AtomicInteger();
    private final List<BlobStore> ended = new ArrayList<>();

    @Test
    void adapter_is_made_by_the_first_call_and_once() {
        BlobStore blobs = LazyPort.of(BlobStore.class, Refusing::new);
        assertThat(made).hasValue(0);
        assertThat(blobs.find("a")).isEmpty();
        assertThat(blobs.find("b")).isEmpty();
        assertThat(made).hasValue(1);
    }

    @Test
    void what_the_adapter_throws_is_what_the_caller_sees() {
        BlobStore blobs = LazyPort.of(BlobStore.class, Refusing::new);
        assertThatThrownBy(() -> blobs.put("a", new byte[0]))
                .isInstanceOf(RetryableFailure.class)
                .hasMessage("away");
    }

    @Test
    void what_was_never_made_is_not_made_to_be_closed() {
        LazyPort<BlobStore, Refusing> blobs = LazyPort.closing(BlobStore.class, Refusing::new, ended::add);
        blobs.close();
        assertThat(made).hasValue(0);
        assertThat(ended).isEmpty();
        assertThatThrownBy(() -> blobs.port().find("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(made).hasValue(0);
    }

    @Test
    void what_was_made_is_closed_once() {
        LazyPort<BlobStore, Refusing> blobs = LazyPort.closing(BlobStore.class, Refusing::new, ended::add);
        assertThat(blobs.port().find("a")).isEmpty();
        assertThat(ended).isEmpty();
        blobs.close();
        blobs.close();
        assertThat(ended).hasSize(1);
    }

    /** A store that is empty and takes nothing. */
    private final class Refusing implements BlobStore {
        Refusing() {
            made.incrementAndGet();
        }

        @Override
        public void put(String key, byte[] bytes) {
            throw new RetryableFailure("away");
        }

        @Override
        public Optional<byte[]> find(String key) {
            return Optional.empty();
        }

        @Override
        public void removeAll(String prefix) {
            throw new RetryableFailure("away");
        }
    }
}
