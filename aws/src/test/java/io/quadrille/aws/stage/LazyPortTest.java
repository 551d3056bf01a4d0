package io.quadrille.aws.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.RetryableFailure;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyPortTest {
    private final AtomicInteger made = new AtomicInteger();

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
