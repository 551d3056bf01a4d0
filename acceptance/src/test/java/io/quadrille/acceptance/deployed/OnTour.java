package io.quadrille.acceptance.deployed;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link Tour}, which is made for the first that asks and closed after the last. */
final class OnTour implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(OnTour.class);
    private static final String SKIPPED = "no moto_server on the PATH (pip install 'moto[server]==5.2.1')";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<?> server = LoopbackEndpoint.findServer();
        if (server.isEmpty()) {
            context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent("said", key -> {
                System.err.println("[acceptance] SKIPPED the tests of the packages: " + SKIPPED);
                return key;
            });
            return ConditionEvaluationResult.disabled(SKIPPED);
        }
        return ConditionEvaluationResult.enabled("there is an AWS endpoint");
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Tour.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Tour.class, key -> made(), Tour.class);
    }

    private static Tour made() {
        try {
            return new Tour();
        } catch (Exception e) {
            throw new IllegalStateException("the tour broke off: " + e.getMessage(), e);
        }
    }
}
