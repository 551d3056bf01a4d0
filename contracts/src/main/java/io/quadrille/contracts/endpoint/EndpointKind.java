package io.quadrille.contracts.endpoint;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Where an AWS endpoint may come from, in the order in which they are preferred. */
enum EndpointKind {
    /** The URL in {@value #URL_VARIABLE}, which is taken at its word: nothing else is looked for. */
    GIVEN,
    /** LocalStack in a container. Its free edition has no ECS. */
    LOCALSTACK,
    /** A {@code moto_server} of the PATH. */
    MOTO;

    static final String URL_VARIABLE = "AWS_ENDPOINT_URL";

    /**
     * Those that this machine has, the first of which is to be used.
     *
     * @param docker whether an engine answers; asked only where it matters
     * @param ecs whether ECS is asked of the endpoint too
     */
    static List<EndpointKind> there(Map<String, String> environment, BooleanSupplier docker, boolean ecs) {
        if (findUrl(environment).isPresent()) {
            return List.of(GIVEN);
        }
        List<EndpointKind> there = new ArrayList<>();
        if (!ecs && docker.getAsBoolean()) {
            there.add(LOCALSTACK);
        }
        if (findMoto(environment).isPresent()) {
            there.add(MOTO);
        }
        return there;
    }

    static Optional<String> findUrl(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(URL_VARIABLE)).filter(url -> !url.isBlank());
    }

    static Optional<File> findMoto(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> new File(folder, "moto_server"))
                .filter(File::canExecute)
                .findFirst();
    }
}
