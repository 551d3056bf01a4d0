package io.quadrille.contracts.endpoint;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
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
 * An AWS endpoint that we did not write, whose URL a test's constructor or method takes as a {@link URI}: {@code
 * AWS_ENDPOINT_URL} where it is set, else a {@code moto_server} from the PATH on a free loopback port, one for all tests.
 * Where there is neither, tests are skipped and one line says so. The moto_server that is started here remembers JSONPaths
 * that it has parsed ({@code sitecustomize.py}), which makes it ten times as fast; nothing else of it is changed.
 */
public final class AwsEndpoint implements ExecutionCondition, ParameterResolver {
    /** Neither the first region, where buckets need no place, nor the SDK's own choice. */
    public static final String REGION = "eu-central-1";

    private static final Namespace NAMESPACE = Namespace.create(AwsEndpoint.class);
    private static final Pattern RUNNING = Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean there = ofEnvironment().isPresent() || findServer().isPresent();
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
        return parameter.getParameter().getType() == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return url(context);
    }

    /** Starts it unless it is up. */
    public static URI url(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Up.class, key -> new Up(), Up.class).url;
    }

    /** What a process that is to speak to it has in its environment; the credentials are any. */
    public static Map<String, String> environment(URI url) {
        return Map.of(
                "AWS_ENDPOINT_URL",
                url.toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    private static Optional<String> ofEnvironment() {
        return Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL")).filter(url -> !url.isBlank());
    }

    private static Optional<File> findServer() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "moto_server"))
                .filter(File::canExecute)
                .findFirst();
    }

    /** The endpoint; JUnit closes it after the last test. */
    private static final class Up implements AutoCloseable {
        private final @Nullable ServerProcess server;
        private final URI url;

        Up() {
            Optional<String> given = ofEnvironment();
            try {
                server = given.isPresent() ? null : start();
            } catch (IOException e) {
                throw new UncheckedIOException("moto_server did not start", e);
            }
            url = server == null ? URI.create(given.orElseThrow()) : server.url();
        }

        private static ServerProcess start() throws IOException {
            String server = findServer().orElseThrow().getPath();
            ProcessBuilder builder = new ProcessBuilder(server, "-H", "127.0.0.1", "-p", "0");
            Path folder = Files.createTempDirectory("quadrille-moto");
            Path customization = folder.resolve("sitecustomize.py");
            try (InputStream source = AwsEndpoint.class.getResourceAsStream("sitecustomize.py")) {
                Files.copy(Objects.requireNonNull(source, "a resource of this module"), customization);
                builder.environment()
                        .merge("PYTHONPATH", folder.toString(), (paths, own) -> own + File.pathSeparator + paths);
                return ServerProcess.start(builder, RUNNING);
            } finally { // it is read at the start
                Files.deleteIfExists(customization);
                Files.delete(folder);
            }
        }

        @Override
        public void close() {
            if (server != null) {
                server.close();
            }
        }
    }
}
