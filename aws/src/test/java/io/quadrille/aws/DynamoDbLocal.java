package io.quadrille.aws;

import io.quadrille.contracts.endpoint.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
 * Amazon's own DynamoDB for tests, in memory, one process for all: it keeps conditions and transactions apart as the
 * real one does. The module dynamodb-local resolves it. Where it cannot be started, tests are skipped and one line says
 * why.
 */
public final class DynamoDbLocal implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(DynamoDbLocal.class);
    private static final Pattern LISTENING = Pattern.compile("Listening on (http://127\\.0\\.0\\.1:\\d+)");
    private static final Path MODULE = Path.of("..", "dynamodb-local");
    private static final Path SERVER = MODULE.resolve("src/main/java/io/quadrille/dynamodb/LoopbackServer.java");
    /** The first JDK that warns of native code that was not allowed. */
    private static final int WARNS_OF_NATIVE_CODE = 24;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return attempt(context).clients == null
                ? ConditionEvaluationResult.disabled("DynamoDB Local did not start")
                : ConditionEvaluationResult.enabled("DynamoDB Local is up");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AwsClients.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        AwsClients clients = attempt(context).clients;
        if (clients == null) {
            throw new IllegalStateException("DynamoDB Local did not start");
        }
        return clients;
    }

    private static Attempt attempt(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Attempt.class, key -> new Attempt(), Attempt.class);
    }

    /** The one attempt to start it; JUnit closes it after the last test. */
    private static final class Attempt implements AutoCloseable {
        private final @Nullable ServerProcess server;
        private final @Nullable AwsClients clients;

        Attempt() {
            ServerProcess started = null;
            try {
                started = start();
            } catch (IOException e) {
                System.err.println("[aws] SKIPPED the tests against DynamoDB Local: " + e.getMessage());
            }
            server = started;
            clients = started == null ? null : EndpointClients.clientsOf(started.url());
        }

        private static ServerProcess start() throws IOException {
            Path noted = MODULE.resolve("target/classpath");
            if (!Files.exists(noted)) {
                throw new IOException("no " + noted + " (./mvnw verify resolves its jars and writes it)");
            }
            String classpath = Files.readString(noted).strip();
            String natives = Stream.of(classpath.split(File.pathSeparator))
                    .filter(path -> !path.endsWith(".jar"))
                    .map(path -> Path.of(path).getParent().toString())
                    .filter(folder -> folder.contains(platform()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it brings no SQLite for " + platform()));
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Dsqlite4java.library.path=" + natives);
            if (Runtime.version().feature() >= WARNS_OF_NATIVE_CODE) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            command.addAll(List.of("-cp", classpath, SERVER.toAbsolutePath().toString()));
            Path folder = Files.createDirectories(Path.of("target", "dynamodb-local"));
            return ServerProcess.start(new ProcessBuilder(command).directory(folder.toFile()), LISTENING);
        }

        /** As sqlite4java names it. */
        private static String platform() {
            String name = System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT);
            if (name.contains("win")) {
                return "win32-x64";
            } else if (name.contains("mac")) {
                return "osx";
            }
            return "linux-" + System.getProperty("os.arch");
        }

        @Override
        public void close() {
            if (clients != null) {
                clients.close();
            }
            if (server != null) {
                server.close();
            }
        }
    }
}
