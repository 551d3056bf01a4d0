package io.quadrille.simulator;

import io.quadrille.handlers.ports.KeyService;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A key service that remembers the keys it made, each with its context. */
final class SimulatedKeys implements KeyService {
    private final long seed;
    private final Map<String, Entry> entries = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Entry(byte[] key, KeyContext context) {}

    SimulatedKeys(long seed) {
        this.seed = seed;
    }

    @Override
    public DataKey generate(KeyContext context) {
        int number = entries.size();
        ByteBuffer key = ByteBuffer.allocate(32);
        for (int i = 0; i < 4; i++) {
            key.putLong(Chance.of(seed, 9_000 + number, i));
        }
        byte[] name = ByteBuffer.allocate(12).putLong(seed).putInt(number).array();
        String wrapped = Base64.getEncoder().encodeToString(name);
        entries.put(wrapped, new Entry(key.array(), context));
        return new DataKey(key.array().clone(), wrapped);
    }

    @Override
    public byte[] unwrap(String wrapped, KeyContext context) {
        Entry entry = entries.get(wrapped);
        if (entry == null || !entry.context().equals(context)) {
            throw new KeyGone("the data key of run " + context.run() + " was wrapped for another run");
        }
        return entry.key().clone();
    }
}
