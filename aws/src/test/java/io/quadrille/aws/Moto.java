package io.quadrille.aws;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An AWS endpoint that we did not write: {@code AWS_ENDPOINT_URL} where it is set, else a {@code moto_server} from the
 * PATH on a free loopback port, one for all tests. Where there is neither, tests are skipped and one line says so.
 */
public final class Moto implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Moto.class);
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean there = endpointOfEnvironment().isPresent() || findServer().isPresent();
        if (!there) {
            context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("said", key -> {
                System.err.println("[aws] SKIPPED the tests against an AWS endpoint: no moto_server on the PATH"
                        + " (pip install 'moto[server]==5.2.1'), and AWS_ENDPOINT_URL is not set");
                return key;
            });
        }
        return there
                ? ConditionEvaluationResult.enabled("there is an AWS endpoint")
                : ConditionEvaluationResult.disabled("no moto_server on the PATH");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AwsClients.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Endpoint.class, key -> new Endpoint(), Endpoint.class)
                .clients;
    }

    private static Optional<String> endpointOfEnvironment() {
        return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).filter(url -> !url.isBlank());
    }

    private static Optional<File> findServer() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "moto_server"))
                .filter(File::canExecute)
                .findFirst();
    }

    /** The endpoint and its clients; JUnit closes it after the last test. */
    private static final class Endpoint implements AutoCloseable {
        private final @Nullable EndpointProcess process;
        private final AwsClients clients;

        Endpoint() {
            try {
                process = endpointOfEnvironment().isPresent() ? null : start();
                clients = process == null
                        ? EndpointProcess.clientsOf(endpointOfEnvironment().orElseThrow())
                        : process.clients();
            } catch (IOException e) {
                throw new UncheckedIOException("moto_server did not start", e);
            }
        }

        private static EndpointProcess start() throws IOException {
            String server = findServer().orElseThrow().getPath();
            return EndpointProcess.start(new ProcessBuilder(server, "-H", "127.0.0.1", "-p", "0"), RUNNING);
        }

        @Override
        public void close() {
            clients.close();
            if (process != null) {
                process.close();
            }
        }
    }
}
