package io.quadrille.contracts.endpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * An AWS endpoint that we did not write, whose URL a test's constructor or method takes as a {@link URI}: {@code
 * AWS_ENDPOINT_URL} where it is set, else LocalStack where there is a Docker engine, else a {@code moto_server} from the
 * PATH; one for all tests. Where there is none of them, tests are skipped and one line says so. {@link NeedsEcs} asks for
 * one with ECS.
 */
public final class AwsEndpoint implements ExecutionCondition, ParameterResolver {
    /** Neither the first region, where buckets need no place, nor the SDK's own choice. */
    public static final String REGION = "eu-central-1";

    private static final Namespace NAMESPACE = Namespace.create(AwsEndpoint.class);
    private static final String NO_MOTO = "no moto_server on the PATH (pip install 'moto[server]==5.2.1'), and "
            + EndpointKind.URL_VARIABLE + " is not set";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (!kinds(context).isEmpty()) {
            return ConditionEvaluationResult.enabled("there is an AWS endpoint");
        }
        String skipped = needsEcs(context)
                ? "SKIPPED the tests that need ECS: " + NO_MOTO
                : "SKIPPED the tests against an AWS endpoint: no Docker engine for LocalStack, " + NO_MOTO;
        store(context).getOrComputeIfAbsent(skipped, key -> {
            System.err.println("[aws] " + skipped);
            return key;
        });
        return ConditionEvaluationResult.disabled("no AWS endpoint");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == URI.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return url(context);
    }

    /** Starts it unless it is up; JUnit closes it after the last test. */
    public static URI url(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(kinds(context), AwsEndpoint::start, RunningEndpoint.class)
                .url();
    }

    /** What a process that is to speak to it has in its environment; the credentials are any. */
    public static Map<String, String> environment(URI url) {
        return Map.of(
                EndpointKind.URL_VARIABLE,
                url.toString(),
                "AWS_REGION",
                REGION,
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test");
    }

    private static List<EndpointKind> kinds(ExtensionContext context) {
        return EndpointKind.there(System.getenv(), () -> hasDocker(context), needsEcs(context));
    }

    private static boolean needsEcs(ExtensionContext context) {
        return context.getRequiredTestClass().isAnnotationPresent(NeedsEcs.class);
    }

    /** Asked once in a test run. */
    private static boolean hasDocker(ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(DockerEngine.class, key -> DockerEngine.isThere(System.getenv()), Boolean.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE);
    }

    private static RunningEndpoint start(List<EndpointKind> kinds) {
        try {
            return RunningEndpoint.first(kinds, AwsEndpoint::start, line -> System.err.println("[aws] " + line));
        } catch (IOException e) {
            throw new UncheckedIOException("no AWS endpoint came up: " + e.getMessage(), e);
        }
    }

    private static RunningEndpoint start(EndpointKind kind) throws IOException {
        Map<String, String> environment = System.getenv();
        return switch (kind) {
            case GIVEN ->
                new RunningEndpoint(URI.create(EndpointKind.findUrl(environment).orElseThrow()), () -> {});
            case LOCALSTACK -> LocalStack.start();
            case MOTO -> MotoServer.start(EndpointKind.findMoto(environment).orElseThrow());
        };
    }
}
