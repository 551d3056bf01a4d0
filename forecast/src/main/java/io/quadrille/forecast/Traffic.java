package io.quadrille.forecast;

import java.util.List;

/**
 * Everything that a run puts on the wire, if each message is delivered once.
 *
 * @param chunks of the file
 * @param queues a queue for each step that has one, in the steps' order, then the observer's
 * @param putCalls calls of PutEvents
 * @param rows records written to tables, over all of them
 * @param rowUnits the write units of those
 * @param blobPuts claim checks left; each is fetched by every step that consumes it
 * @param blobGets claim checks fetched
 */
public record Traffic(
        long chunks,
        List<EventFlow> events,
        List<QueueFlow> queues,
        long putCalls,
        LedgerFlow ledger,
        long rows,
        long rowUnits,
        long blobPuts,
        long blobGets) {
    public Traffic {
        events = List.copyOf(events);
        queues = List.copyOf(queues);
    }

    public long eventCount() {
        return events.stream().mapToLong(EventFlow::events).sum();
    }

    public long eventUnits() {
        return events.stream().mapToLong(EventFlow::units).sum();
    }

    public double eventBytes() {
        return events.stream()
                .mapToDouble(flow -> (double) flow.events() * flow.bytes())
                .sum();
    }

    public long messages() {
        return queues.stream().mapToLong(QueueFlow::messages).sum();
    }

    public long queueRequests() {
        return queues.stream().mapToLong(QueueFlow::requests).sum();
    }

    QueueFlow queue(String target) {
        return queues.stream()
                .filter(flow -> flow.target().equals(target))
                .findFirst()
                .orElseThrow();
    }
}
