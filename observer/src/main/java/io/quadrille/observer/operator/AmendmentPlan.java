package io.quadrille.observer.operator;

import io.quadrille.events.RunKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would be sent if it were asked for now.
 *
 * @param shares by step, in order of definition, then by code; empty where there is nothing to send
 * @param notes sentences for people on what is there and what is not; no values of records
 */
public record AmendmentPlan(AmendmentRequest request, List<Share> shares, List<String> notes) {
    public AmendmentPlan {
        shares = List.copyOf(shares);
        notes = List.copyOf(notes);
    }

    /**
     * What one step owes.
     *
     * @param step the step that rejected the records, or gave up the letters; of a republish, that made the events
     * @param code of a retry; null otherwise
     * @param events dead letters or events to send; 0 for a retry, whose records are packed anew
     */
    public record Share(String step, @Nullable String code, long records, long events) {}

    public RunKey run() {
        return request.run();
    }

    public long records() {
        return shares.stream().mapToLong(Share::records).sum();
    }

    public long events() {
        return shares.stream().mapToLong(Share::events).sum();
    }

    public boolean isEmpty() {
        return shares.isEmpty();
    }
}
