package io.quadrille.local.memory;

import io.quadrille.events.RunKey;
import io.quadrille.handlers.ports.RunRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;

/** Registrations in memory. Thread safe. */
public final class MemoryRunRegistry implements RunRegistry {
    private final Map<Attempt, Registration> registrations = new ConcurrentHashMap<>();

    private record Attempt(String run, int number) {}

    @Override
    public Registration register(Registration proposed) {
        RunKey run = proposed.run();
        Registration earlier = registrations.putIfAbsent(new Attempt(run.run(), run.attempt()), proposed);
        return earlier == null ? proposed : earlier;
    }

    @Override
    public Optional<Registration> find(RunKey run) {
        return Optional.ofNullable(registrations.get(new Attempt(run.run(), run.attempt())));
    }

    /**
     * The greatest attempt registered of a run; empty if it has none.
     *
     * @param run the run's id
     */
    @Override
    public OptionalInt latestAttempt(String run) {
        return registrations.keySet().stream()
                .filter(attempt -> attempt.run().equals(run))
                .mapToInt(Attempt::number)
                .max();
    }
}
