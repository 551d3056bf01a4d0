package io.quadrille.handlers.engine;

import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.RetryableFailure;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Keys that wrap themselves; away or gone when told so. Not thread safe. */
public final class TestKeys implements KeyService {
    public boolean gone;
    public int outages;

    @Override
    public DataKey generate(KeyContext context) {
        byte[] key = Arrays.copyOf(context.run().getBytes(StandardCharsets.UTF_8), 32);
        return new DataKey(key, Base64.getEncoder().encodeToString(key));
    }

    @Override
    public byte[] unwrap(String wrapped, KeyContext context) {
        if (outages > 0) {
            outages--;
            throw new RetryableFailure("the key service is away");
        }
        if (gone) {
            throw new KeyGone("its master key is gone");
        }
        return Base64.getDecoder().decode(wrapped);
    }
}
