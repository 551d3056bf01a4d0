package io.quadrille.aws;

import io.quadrille.contracts.endpoint.AwsEndpoint;
import java.net.URI;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Clients of {@link AwsEndpoint}, the same for all tests, which are skipped where there is none. */
public final class EndpointClients implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(EndpointClients.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return new AwsEndpoint().evaluateExecutionCondition(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AwsClients.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(AwsEndpoint.url(context), EndpointClients::clientsOf, AwsClients.class);
    }

    static AwsClients clientsOf(URI url) {
        return AwsClients.at(
                url, AwsEndpoint.REGION, StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }
}
