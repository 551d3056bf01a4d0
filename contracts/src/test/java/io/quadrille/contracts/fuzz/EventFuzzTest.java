package io.quadrille.contracts.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.Envelope;
import io.quadrille.events.EnvelopeJson;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.observer.Observer;
import io.quadrille.observer.ledger.MemoryLedger;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Any bytes in the place of an event: read, or refused in a sentence, and never anything else. */
final class EventFuzzTest {
    private static final int CHANGES = 400;
    /** So long that no refusal repeats a payload. */
    private static final int LONGEST_SENTENCE = 400;

    private final Corpus corpus = Corpus.of("envelopes");
    private int read;

    @Test
    void event_is_read_or_unreadable_and_what_is_read_is_written_alike() {
        corpus.forEach(CHANGES, (input, random) -> {
            try {
                Envelope event = EnvelopeJson.read(input);
                byte[] written = EnvelopeJson.write(event);
                assertThat(EnvelopeJson.write(EnvelopeJson.read(written))).isEqualTo(written);
                read++;
            } catch (UnreadableEvent e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_SENTENCE);
            }
        });
        assertThat(read)
                .as("of %d changes to each input some leave an event", CHANGES)
                .isPositive();
    }

    @Test
    void message_of_eventbridge_is_read_or_unreadable() {
        corpus.forEach(CHANGES, (input, random) -> {
            try {
                EventBridgeJson.read(input);
                read++;
            } catch (UnreadableEvent e) {
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(LONGEST_SENTENCE);
            }
        });
        assertThat(read).isPositive();
    }

    /** Whatever it is told, it answers; and it still does its work afterwards. */
    @Test
    void observer_records_or_refuses_each_event() {
        MemoryLedger ledger = new MemoryLedger();
        List<Object> announced = new ArrayList<>();
        Observer observer = new Observer(ledger, (fact, time) -> announced.add(fact), InstantSource.system());
        corpus.forEach(CHANGES, (input, random) -> {
            Envelope event;
            try {
                event = EnvelopeJson.read(input);
            } catch (UnreadableEvent e) {
                return;
            }
            assertThat(observer.handle(List.of(event))).hasSize(1);
        });
    }
}
