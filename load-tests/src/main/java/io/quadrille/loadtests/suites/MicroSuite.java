package io.quadrille.loadtests.suites;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quadrille.loadtests.micro.MicroBenchmarks;
import io.quadrille.loadtests.report.Operation;
import io.quadrille.loadtests.report.Spread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** Single parts of the flow, by JMH: each in a JVM of its own, checked and then timed. */
final class MicroSuite implements Suite {
    private static final int WARM_UPS = 2;
    private static final int COUNTED = 4;
    private static final TimeValue ITERATION = TimeValue.seconds(1);
    private static final String SUFFIX = "Benchmark";

    @Override
    public void run(Bench bench) throws IOException {
        if (bench.quick()) {
            // Without times, others that measure on this machine disturb nothing.
            System.setProperty("jmh.ignoreLock", "true");
        }
        bench.progress().accept("micro benchmarks" + (bench.quick() ? ", once each" : ", more than a minute"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, UTF_8)) {
            OutputFormat format = OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL);
            bench.report()
                    .addOperations(new Runner(options(bench), format)
                            .run().stream().map(MicroSuite::operation).toList());
        } catch (RunnerException e) {
            throw new IOException("a micro benchmark failed; JMH said:\n" + said.toString(UTF_8), e);
        }
    }

    private static Options options(Bench bench) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + MicroBenchmarks.PACKAGE.replace(".", "\\.") + "\\.")
                .timeUnit(TimeUnit.NANOSECONDS)
                .shouldFailOnError(true);
        if (bench.quick()) {
            // In this JVM: a JVM each would take ten times as long, and times are not looked at.
            return options.forks(0)
                    .mode(Mode.SingleShotTime)
                    .warmupIterations(0)
                    .measurementIterations(1)
                    .build();
        }
        return options.forks(1)
                .jvm(bench.track().jdk().java())
                .jvmArgs("-Xmx1g", "-XX:+UseParallelGC")
                .mode(Mode.AverageTime)
                .warmupIterations(WARM_UPS)
                .warmupTime(ITERATION)
                .measurementIterations(COUNTED)
                .measurementTime(ITERATION)
                .build();
    }

    private static Operation operation(RunResult result) {
        Statistics nanos = result.getPrimaryResult().getStatistics();
        return new Operation(
                name(result.getParams().getBenchmark()),
                new Spread(nanos.getPercentile(50), nanos.getMin(), nanos.getMax()),
                MicroBenchmarks.RECORDS);
    }

    /** Such as {@code codec.encode} of {@code ….CodecBenchmark.encode}. */
    private static String name(String benchmark) {
        List<String> parts = List.of(benchmark.split("\\."));
        String of = parts.get(parts.size() - 2);
        return of.substring(0, of.length() - SUFFIX.length()).toLowerCase(Locale.ROOT)
                + "."
                + parts.get(parts.size() - 1);
    }
}
