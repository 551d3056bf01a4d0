package io.quadrille.aws.eventbridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.aws.AwsFailures;
import io.quadrille.aws.NotSetUp;
import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.handlers.ports.EventBus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * One custom bus of EventBridge. The CloudEvent stands whole in {@code Detail}; {@code DetailType} is its type and
 * {@code Source} the pipeline's short name. Thread safe.
 *
 * <p>PutEvents answers success for a bus that does not exist and for a detail-type over 128 characters, and the events
 * are gone: call {@link #requireBus} before the first event.
 */
public final class EventBridgeBus implements EventBus {
    /** The largest call since January 2026. */
    public static final int MAX_ENTRY_BYTES = 1 << 20;

    static final int LONGEST_DETAIL_TYPE = 128;
    /** What an entry's time counts ("Calculating PutEvents event entry size" in the EventBridge user guide). */
    private static final int TIME_BYTES = 14;

    private final EventBridgeClient eventBridge;
    private final String bus;
    private final int maxEntryBytes;

    /**
     * A bus with a limit of its own: some endpoints still keep 256 KB.
     *
     * @param bus its name or ARN
     * @param maxEntryBytes the largest entry, and the largest call
     */
    public EventBridgeBus(EventBridgeClient eventBridge, String bus, int maxEntryBytes) {
        this.eventBridge = eventBridge;
        this.bus = bus;
        this.maxEntryBytes = maxEntryBytes;
    }

    @Override
    public int maxEntryBytes() {
        return maxEntryBytes;
    }

    /**
     * Makes sure that what is put will not be dropped unsaid.
     *
     * @param detailTypes the types of all events that will be put
     * @throws NotSetUp if the bus is missing or may not be described
     * @throws IllegalArgumentException if a type is too long
     */
    public void requireBus(Collection<String> detailTypes) {
        for (String type : detailTypes) {
            if (type.length() > LONGEST_DETAIL_TYPE) {
                throw new IllegalArgumentException("Event type '" + type + "' has " + type.length()
                        + " characters; EventBridge drops events of more than " + LONGEST_DETAIL_TYPE
                        + " without a word. Give it a shorter name.");
            }
        }
        try {
            eventBridge.describeEventBus(request -> request.name(bus));
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Looking for event bus '" + bus + "'",
                    e,
                    "The bus must exist in this account and region, and this role needs events:DescribeEventBus and"
                            + " events:PutEvents on it.");
        }
    }

    /** @throws NotSetUp if the bus may not be written */
    @Override
    public List<PutResult> putEvents(List<Envelope> entries) {
        if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException(
                    entries.size() + " entries in one call; PutEvents takes 1 to " + MAX_ENTRIES);
        }
        List<PutResult> results = new ArrayList<>(entries.size());
        List<Integer> places = new ArrayList<>(entries.size());
        List<PutEventsRequestEntry> sent = new ArrayList<>(entries.size());
        long callBytes = 0;
        for (Envelope envelope : entries) {
            PutEventsRequestEntry entry = entry(envelope);
            callBytes += bytes(entry);
            if (envelope.type().length() > LONGEST_DETAIL_TYPE) {
                results.add(new PutResult("detail-type has more than " + LONGEST_DETAIL_TYPE + " characters"));
            } else {
                places.add(results.size());
                sent.add(entry);
                results.add(PutResult.ACCEPTED);
            }
        }
        if (callBytes > maxEntryBytes) {
            throw new IllegalArgumentException("a call of " + callBytes + " bytes; PutEvents takes " + maxEntryBytes);
        }
        List<PutEventsResultEntry> answers = sent.isEmpty() ? List.of() : send(sent);
        for (int i = 0; i < answers.size(); i++) {
            results.set(places.get(i), result(answers.get(i)));
        }
        return List.copyOf(results);
    }

    private List<PutEventsResultEntry> send(List<PutEventsRequestEntry> entries) {
        try {
            PutEventsResponse response = eventBridge.putEvents(request -> request.entries(entries));
            if (response.entries().size() != entries.size()) {
                throw new IllegalStateException("PutEvents answered "
                        + response.entries().size() + " results for " + entries.size() + " entries");
            }
            return response.entries();
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Putting " + entries.size() + " events on bus '" + bus + "'",
                    e,
                    "This role needs events:PutEvents on the bus (and kms:GenerateDataKey on its key).");
        }
    }

    private PutEventsRequestEntry entry(Envelope envelope) {
        return PutEventsRequestEntry.builder()
                .eventBusName(bus)
                .source(envelope.pipeline())
                .detailType(envelope.type())
                .time(envelope.time())
                .detail(new String(EnvelopeJson.write(envelope), UTF_8))
                .build();
    }

    /** An entry's size as EventBridge counts it. */
    static int bytes(PutEventsRequestEntry entry) {
        return TIME_BYTES
                + entry.source().getBytes(UTF_8).length
                + entry.detailType().getBytes(UTF_8).length
                + entry.detail().getBytes(UTF_8).length;
    }

    private static PutResult result(PutEventsResultEntry answer) {
        return answer.errorCode() == null ? PutResult.ACCEPTED : new PutResult(answer.errorCode());
    }
}
