package io.quadrille.events.deployment;

/**
 * What runs on AWS, each under a role of its own. A step has its own instance of {@link #STEP}; the others stand once in
 * a deployment.
 */
public enum EntryPoint {
    /** Does one step's work; the settings say which. Fed by the step's queue. */
    STEP("step", "io.quadrille.aws.lambda.StepFunction"),
    /** Takes up objects as they are dropped. Fed by the arrival queue. */
    ARRIVAL("arrival", "io.quadrille.aws.lambda.ArrivalFunction"),
    /** Writes the ledger. Fed by the observer's queue. */
    OBSERVER("observer", "io.quadrille.aws.lambda.ObserverFunction"),
    /** Names what ran out of deliveries. Fed by every dead-letter queue. */
    DEAD_LETTERS("dead-letters", "io.quadrille.aws.lambda.DeadLetterFunction"),
    /** Finds stalled runs, objects without a run and broken extract tasks. Fed by a schedule and by ECS. */
    WATCHDOG("watchdog", "io.quadrille.aws.lambda.WatchdogFunction"),
    /** Answers the page and the API. Asked through a function URL, by whom IAM allows; it only reads. */
    PAGE("page", "io.quadrille.aws.lambda.PageFunction"),
    /** Reads a large object, on Fargate. */
    EXTRACT("extract-task", "io.quadrille.aws.task.ExtractTask"),
    /** Polls one step's queue, on Fargate or a laptop, where the step is not placed on Lambda. */
    WORKER("worker", "io.quadrille.aws.task.Worker");

    private final String entryName;
    private final String mainClass;

    EntryPoint(String entryName, String mainClass) {
        this.entryName = entryName;
        this.mainClass = mainClass;
    }

    /** As queues, functions and roles are called; no step may be. */
    public String entryName() {
        return entryName;
    }

    /** The Lambda handler, or the class with the main method. */
    public String mainClass() {
        return mainClass;
    }
}
