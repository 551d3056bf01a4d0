package io.quadrille.acceptance.deployed;

import io.quadrille.contracts.endpoint.AwsEndpoint;
import io.quadrille.contracts.lambda.LambdaRuntime;
import java.net.URI;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Tour}, which is made for the first that asks and closed after the last. */
final class OnTour implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OnTour.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        ConditionEvaluationResult endpoint = new AwsEndpoint().evaluateExecutionCondition(context);
        if (endpoint.isDisabled()) {
            return endpoint;
        } else if (!LambdaRuntime.isSupported()) {
            return skipped(context, "Lambda's runtime is made for Linux on x86-64 and ARM alone");
        }
        return ConditionEvaluationResult.enabled("there are an AWS endpoint and Lambda's runtime");
    }

    private static ConditionEvaluationResult skipped(ExtensionContext context, String reason) {
        context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("said", key -> {
            System.err.println("[acceptance] SKIPPED the tests of the packages: " + reason);
            return key;
        });
        return ConditionEvaluationResult.disabled(reason);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tour.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Tour.class, key -> made(AwsEndpoint.url(context)), Tour.class);
    }

    private static Tour made(URI endpoint) {
        try {
            return new Tour(endpoint);
        } catch (Exception e) {
            throw new IllegalStateException("the tour broke off: " + e.getMessage(), e);
        }
    }
}
