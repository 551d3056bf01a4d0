package io.quadrille.loadtests.start;

import io.quadrille.contracts.lambda.LambdaProcess;
import io.quadrille.contracts.lambda.LambdaRuntime;
import io.quadrille.contracts.lambda.RuntimeApi;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.deployment.Setting;
import io.quadrille.examples.orders.OrderPipeline;
import io.quadrille.loadtests.lane.Jdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** From the start of a function's process to its first event's answer, under Lambda's own runtime. */
public final class FirstEvents implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final String STEP_FUNCTION = "io.quadrille.aws.lambda.StepFunction";

    private final LambdaRuntime runtime;
    private final Path folder;
    private final Path step;
    private final Path bare;
    private final String event;
    private final StandIn aws = new StandIn();
    private final Map<String, String> environment = Map.of(
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            "test",
            "AWS_SECRET_ACCESS_KEY",
            "test",
            "AWS_ENDPOINT_URL",
            aws.url(),
            Setting.DEPLOYMENT.variable(),
            Deployment.of(OrderPipeline.ORDERS, "dev").name(),
            Setting.STEP.variable(),
            "keep-live",
            Setting.BLOBS_BUCKET.variable(),
            "blobs");

    /**
     * Unpacks the package that is deployed, and one of the same libraries with a function written by hand.
     *
     * @param root the repository, built
     * @param folder for both
     */
    public FirstEvents(Jdk jdk, Path root, Path folder) throws IOException, InterruptedException {
        this.runtime =
                new LambdaRuntime(Path.of(jdk.java()), jdk.feature(), root.resolve("load-tests/target/lambda-runtime"));
        this.folder = folder;
        Path zip = root.resolve("examples/target/lambda.zip");
        step = LambdaProcess.unpack(zip, folder.resolve("step"));
        bare = LambdaProcess.unpack(zip, folder.resolve("bare"));
        addBareFunction(bare.resolve("lib/bare.jar"));
        event = SampleEvent.of(folder);
    }

    private static void addBareFunction(Path jar) throws IOException {
        String name = BareFunction.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                InputStream in = BareFunction.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
        }
    }

    /** The step function's, in seconds. */
    public double step() throws IOException, InterruptedException {
        return seconds(step, STEP_FUNCTION);
    }

    /** The bare function's, in seconds. */
    public double bare() throws IOException, InterruptedException {
        return seconds(bare, BareFunction.class.getName());
    }

    private double seconds(Path task, String handler) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        try (LambdaProcess function = runtime.start(task, handler, environment, folder.resolve("function.log"))) {
            RuntimeApi.Answer answer = function.invoke(event);
            double seconds = (System.nanoTime() - begun) / NANOS;
            if (answer.failed() || !answer.body().equals("{\"batchItemFailures\":[]}") || aws.published() == 0) {
                throw new IOException(handler + " did not handle its event but answered " + answer.body()
                        + "; it said:\n" + function.log());
            }
            return seconds;
        }
    }

    @Override
    public void close() {
        aws.close();
    }
}
