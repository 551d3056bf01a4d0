package io.quadrille.events.deployment;

import io.quadrille.events.pipeline.Pipeline;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One pipeline deployed in one size, and what its resources are called. Several stand beside one another in an account
 * and region; buckets alone, whose names are the world's, are not named here.
 *
 * <pre>{@code
 * Deployment prod = Deployment.of(CUSTOMERS, "prod");
 * prod.queue("transform"); // customers-prod-transform
 * }</pre>
 *
 * @param pipeline the pipeline's short name
 * @param size such as dev, staging or prod: 1 to 7 lower-case letters and digits, beginning with a letter, so that the
 *     longest queue name is one of SQS (80 characters)
 */
public record Deployment(String pipeline, String size) {
    private static final Pattern SIZE = Pattern.compile("[a-z][a-z0-9]{0,6}");
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]{0,30})-(" + SIZE + ")");

    public Deployment {
        if (!SIZE.matcher(size).matches()) {
            throw new IllegalArgumentException("Size '" + size
                    + "': expected 1 to 7 lower-case letters and digits, beginning with a letter, such as dev");
        }
    }

    public static Deployment of(Pipeline pipeline, String size) {
        return new Deployment(pipeline.name(), size);
    }

    /** The deployment of a name such as {@code customers-prod}. @throws IllegalArgumentException if it is none */
    public static Deployment parse(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "Deployment '" + name + "': expected a pipeline's name, a dash and a size, such as customers-prod");
        }
        return new Deployment(parts.group(1), parts.group(2));
    }

    /** Also the stack's name, and what the other names begin with. */
    public String name() {
        return pipeline + "-" + size;
    }

    public String bus() {
        return name();
    }

    public String archive() {
        return name();
    }

    /** @param target a step, or one of {@link EntryPoint}'s queues */
    public String queue(String target) {
        return name() + "-" + target;
    }

    /** Takes the queue's messages that ran out of deliveries, or never will succeed. */
    public String deadLetterQueue(String target) {
        return queue(target) + "-dlq";
    }

    /** Takes the events that EventBridge could not deliver to the queue. */
    public String ruleDeadLetterQueue(String target) {
        return queue(target) + "-rule-dlq";
    }

    /** The DynamoDB table of ledger and run registry. */
    public String ledger() {
        return name() + "-ledger";
    }

    /** What the DynamoDB tables of the pipeline's load steps begin with. */
    public String tablePrefix() {
        return name() + "-table-";
    }

    /** The DynamoDB table of a load step's table. */
    public String table(String table) {
        return tablePrefix() + table;
    }

    /** The KMS alias of the key that wraps the runs' data keys. */
    public String keyAlias() {
        return "alias/" + name();
    }

    /** Where AWS Systems Manager keeps a setting that the environment does not give. */
    public String parameter(Setting setting) {
        return parameters() + "/" + setting.parameter();
    }

    /** Where AWS Systems Manager keeps a setting of the pipeline's handlers. @param setting words with dashes */
    public String handlerParameter(String setting) {
        return parameters() + "/app/" + setting;
    }

    /** The path that all its parameters stand under. */
    public String parameters() {
        return "/quadrille/" + name();
    }

    /** Where AWS Secrets Manager keeps a secret of the pipeline's handlers. @param secret words with dashes */
    public String secret(String secret) {
        return "quadrille/" + name() + "/" + secret;
    }

    @Override
    public String toString() {
        return name();
    }
}
