package io.quadrille.handlers.engine;

import io.quadrille.events.RunKey;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.FieldCipher;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ciphers of the runs at hand, each made of the wrapped key that its events carry. Bounded; thread safe. */
public final class RunCiphers {
    private static final int MOST = 64;

    private final KeyService keys;
    private final Map<String, FieldCipher> ciphers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, FieldCipher> eldest) {
            return size() > MOST;
        }
    };

    public RunCiphers(KeyService keys) {
        this.keys = keys;
    }

    /**
     * The cipher of a run.
     *
     * @param wrapped the run's wrapped data key; null where it has no sensitive field
     * @throws Undeliverable if the key does not open any more
     */
    public FieldCipher of(RunKey key, @Nullable String wrapped) {
        if (wrapped == null) {
            return FieldCipher.NONE;
        }
        RunKey run = key.root(); // an amendment's records are sealed as its run's are
        String name = run.run() + " " + wrapped;
        synchronized (ciphers) {
            FieldCipher known = ciphers.get(name);
            if (known != null) {
                return known;
            }
        }
        FieldCipher made = make(run, wrapped);
        synchronized (ciphers) {
            ciphers.put(name, made);
        }
        return made;
    }

    private FieldCipher make(RunKey run, String wrapped) {
        try {
            return new AesGcmCipher(keys.unwrap(wrapped, new KeyContext(run.pipeline(), run.run())), run.run());
        } catch (KeyService.KeyGone e) {
            throw new Undeliverable("run " + run + ": " + e.getMessage());
        }
    }
}
