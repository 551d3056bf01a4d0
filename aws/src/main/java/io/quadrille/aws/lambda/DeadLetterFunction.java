package io.quadrille.aws.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.quadrille.aws.NotSetUp;
import io.quadrille.aws.s3.S3Arrival;
import io.quadrille.aws.s3.S3Notifications;
import io.quadrille.aws.stage.Entry;
import io.quadrille.events.UnreadableEvent;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.EntryPoint;
import io.quadrille.events.hashing.Hashes;
import io.quadrille.events.pipeline.Rule;
import io.quadrille.handlers.engine.DeadLetterRecorder;
import io.quadrille.handlers.ports.BlobStore;
import io.quadrille.handlers.ports.Delivery;
import io.quadrille.handlers.ports.Delivery.Dead;
import io.quadrille.handlers.ports.Delivery.Disposition;
import io.quadrille.handlers.ports.Delivery.Done;
import io.quadrille.runtime.PipelineRuntime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names, on Lambda, what ran out of deliveries: fed by the dead-letter queues of every queue and of every rule. A step's
 * dead letters become events and are kept; the observer's are given to the ledger once more, for they are no records'
 * fate; arrivals are kept and named in the log. Thread safe.
 *
 * <p>A letter that fails here stays in its dead-letter queue and is delivered again.
 */
public final class DeadLetterFunction extends QueueFunction {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterFunction.class);
    private static final String ARRIVAL = EntryPoint.ARRIVAL.entryName();

    private final Map<String, String> targets;
    private final DeadLetterRecorder recorder;
    private final Delivery.Consumer observer;
    private final BlobStore blobs;

    /** Sets everything up, so that a snapshot holds it. @throws io.quadrille.aws.NotSetUp naming what is missing */
    public DeadLetterFunction() {
        this(Entry.of(EntryPoint.DEAD_LETTERS, System.getenv()));
    }

    DeadLetterFunction(Entry entry) {
        super(entry);
        PipelineRuntime runtime = entry.pipeline().runtime();
        this.targets = targets(entry.pipeline().deployment(), runtime.pipeline().rules());
        this.recorder = runtime.deadLetters();
        this.observer = runtime.observer();
        this.blobs = runtime.ports().blobs();
    }

    /** Whose dead letters each queue holds. */
    private static Map<String, String> targets(Deployment deployment, List<Rule> rules) {
        Map<String, String> targets = new TreeMap<>();
        for (Rule rule : rules) {
            targets.put(deployment.deadLetterQueue(rule.target()), rule.target());
            targets.put(deployment.ruleDeadLetterQueue(rule.target()), rule.target());
        }
        targets.put(deployment.deadLetterQueue(ARRIVAL), ARRIVAL);
        targets.put(deployment.ruleDeadLetterQueue(ARRIVAL), ARRIVAL);
        return targets;
    }

    @Override
    List<Disposition> handle(List<SQSMessage> messages, Context context) {
        return messages.stream()
                .map(message -> guarded(message, () -> take(message)))
                .toList();
    }

    private Disposition take(SQSMessage message) {
        Delivery letter = SqsDeliveries.ofDeadLetter(message);
        String reason = DeadLetterReason.of(message);
        String target = target(message);
        if (target.equals(Rule.OBSERVER)) {
            return observe(letter);
        }
        if (target.equals(ARRIVAL)) {
            keep(ARRIVAL, letter, arrivals(letter) + " was not taken up: " + reason);
        } else {
            recorder.record(target, letter, reason);
        }
        return new Done();
    }

    private String target(SQSMessage message) {
        String queue = SqsDeliveries.queue(message);
        String target = targets.get(queue);
        if (target == null) {
            throw new NotSetUp("Queue '" + queue + "' is no dead-letter queue of this deployment, which has "
                    + targets.keySet() + ". Remove it from the function's event sources.");
        }
        return target;
    }

    private Disposition observe(Delivery letter) {
        Disposition again = observer.handle(List.of(letter)).get(0);
        if (again instanceof Dead dead) {
            keep(Rule.OBSERVER, letter, "an event cannot be recorded: " + dead.reason());
            return new Done();
        }
        return again;
    }

    private void keep(String target, Delivery letter, String what) {
        String key = "deadletters/" + target + "/" + Hashes.base32(Hashes.sha256(letter.body()), 26);
        blobs.put(key, letter.body());
        LOG.error("{} (kept as {})", what, key);
    }

    /** The names of the objects that arrived. */
    private static String arrivals(Delivery letter) {
        try {
            return S3Notifications.read(letter.body()).stream()
                    .map(S3Arrival::source)
                    .map(source ->
                            "s3://" + source.bucket() + "/" + source.key() + " (version " + source.version() + ")")
                    .collect(Collectors.joining(", "));
        } catch (UnreadableEvent e) {
            return "an arrival (" + e.getMessage() + ")";
        }
    }
}
