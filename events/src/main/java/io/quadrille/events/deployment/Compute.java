package io.quadrille.events.deployment;

import java.util.List;

/**
 * What the entry points of a deployment have, by its size: on which the template that makes them and the forecast that
 * prices them agree.
 *
 * @param size such as dev, as it stands in the {@linkplain Deployment deployment's} name
 * @param functionMegabytes a Lambda function's memory; its share of a CPU follows from it
 * @param mostConcurrency caps the concurrency of every step, from 2
 * @param workers the tasks of a step on a worker, which share the step's concurrency
 * @param taskCpu a task's CPU in 1/1024 of one, as Fargate knows them
 * @param taskMegabytes a task's memory, one that Fargate has for that CPU
 */
public record Compute(
        String size, int functionMegabytes, int mostConcurrency, int workers, int taskCpu, int taskMegabytes) {
    /** Where a Lambda function has one whole CPU (AWS Lambda developer guide, "Configure memory"). */
    public static final int MEGABYTES_OF_ONE_CPU = 1769;

    /** The fewest batches at a time that Lambda can be told to read a queue with. */
    public static final int LEAST_LAMBDA_CONCURRENCY = 2;

    /** The messages handed to one invocation of the observer. */
    public static final int OBSERVER_BATCH = 10;

    /** Beyond which the ledger's items are what observers wait for. */
    private static final int MOST_OBSERVERS = 50;

    private static final int MOST_ARRIVALS = 10;

    public static final Compute DEV = new Compute("dev", 512, 5, 1, 512, 1024);
    public static final Compute STAGING = new Compute("staging", 1024, 10, 1, 1024, 2048);
    public static final Compute PROD = new Compute("prod", MEGABYTES_OF_ONE_CPU, 1000, 2, 2048, 4096);

    /** Smallest first. */
    public static final List<Compute> ALL = List.of(DEV, STAGING, PROD);

    public Compute {
        if (mostConcurrency < LEAST_LAMBDA_CONCURRENCY) {
            throw new IllegalArgumentException("a concurrency of at most " + mostConcurrency
                    + "; Lambda reads a queue with " + LEAST_LAMBDA_CONCURRENCY + " or more");
        }
    }

    /** @throws IllegalArgumentException naming the sizes there are */
    public static Compute of(String size) {
        return ALL.stream()
                .filter(compute -> compute.size.equals(size))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no size '" + size + "'; there are "
                        + ALL.stream().map(Compute::size).toList()));
    }

    /** The most batches of a step at a time, of those that its definition allows. */
    public int concurrency(int ofDefinition) {
        return Math.min(ofDefinition, mostConcurrency);
    }

    /** The most batches of the observer at a time. */
    public int observerConcurrency() {
        return concurrency(MOST_OBSERVERS);
    }

    /** The most dropped files that are taken up at a time. */
    public int arrivalConcurrency() {
        return concurrency(MOST_ARRIVALS);
    }
}
