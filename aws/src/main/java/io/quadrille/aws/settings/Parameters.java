package io.quadrille.aws.settings;

import io.quadrille.aws.AwsFailures;
import io.quadrille.events.deployment.Deployment;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;

/** All parameters of a deployment, fetched together when the first is asked for, and then kept. Thread safe. */
final class Parameters {
    private final Deployment deployment;
    private final Supplier<SsmClient> ssm;
    private @Nullable Map<String, String> values;

    Parameters(Deployment deployment, Supplier<SsmClient> ssm) {
        this.deployment = deployment;
        this.ssm = ssm;
    }

    /** @param name the parameter's whole name */
    synchronized Optional<String> find(String name) {
        Map<String, String> known = values;
        if (known == null) {
            known = fetch();
            values = known;
        }
        return Optional.ofNullable(known.get(name));
    }

    private Map<String, String> fetch() {
        String path = deployment.parameters();
        try {
            Map<String, String> fetched = new HashMap<>();
            ssm.get()
                    .getParametersByPathPaginator(
                            request -> request.path(path).recursive(true).withDecryption(true))
                    .forEach(page ->
                            page.parameters().forEach(parameter -> fetched.put(parameter.name(), parameter.value())));
            return fetched;
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Reading the parameters under " + path,
                    e,
                    "This role needs ssm:GetParametersByPath on them; or set what is missing in the environment.");
        }
    }
}
