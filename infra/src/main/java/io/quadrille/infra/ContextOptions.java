package io.quadrille.infra;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The options of the CDK command, given as {@code -c name=value}; lists are separated by commas.
 *
 * <p>{@code pipeline} and {@code size} say what; {@code workers} names steps placed on workers; {@code vpc}, {@code
 * zones}, {@code subnets}, {@code route-tables} and {@code endpoints=true} lend a network, {@code boundary} a permissions
 * boundary, and {@code roles} roles, as {@code observer=ARN,step/load=ARN}.
 */
final class ContextOptions {
    private final Function<String, @Nullable Object> context;

    ContextOptions(Function<String, @Nullable Object> context) {
        this.context = context;
    }

    /**
     * @param root the repository's folder
     * @throws IllegalArgumentException saying what is missing or wrong
     */
    Blueprint blueprint(Path root, Blueprint.Account account) {
        return Blueprint.of(Pipelines.of(require("pipeline")), Size.of(require("size")), Assets.of(root))
                .onWorkers(Set.copyOf(list("workers")))
                .in(account)
                .with(new Borrowed(network(), find("boundary"), roles()));
    }

    private Borrowed.@Nullable Network network() {
        String vpc = find("vpc");
        return vpc == null
                ? null
                : new Borrowed.Network(
                        vpc, list("zones"), list("subnets"), list("route-tables"), "true".equals(find("endpoints")));
    }

    private Map<String, String> roles() {
        Map<String, String> roles = new TreeMap<>();
        for (String role : list("roles")) {
            String[] parts = role.split("=", 2);
            if (parts.length < 2) {
                throw new IllegalArgumentException("-c roles: '" + role
                        + "'; expected an entry point and an ARN, such as observer=arn:aws:iam::…");
            }
            roles.put(parts[0], parts[1]);
        }
        return roles;
    }

    private String require(String name) {
        String value = find(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    "Say which " + name + " to deploy, for example: -c pipeline=customers -c size=dev");
        }
        return value;
    }

    private List<String> list(String name) {
        String value = find(name);
        return value == null || value.isBlank() ? List.of() : Arrays.asList(value.split(","));
    }

    private @Nullable String find(String name) {
        Object value = context.apply(name);
        return value == null ? null : value.toString();
    }
}
