package io.quadrille.cli;

import io.quadrille.aws.AwsClients;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The way to an AWS endpoint: region, credentials, and whether anybody answers there. */
final class AwsEndpoint {
    private static final int CONNECT_MILLIS = 5_000;
    private static final String ENDPOINT = "AWS_ENDPOINT_URL";
    private static final String KEY = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String DEFAULT_REGION = "us-east-1";
    /** Any of these says where credentials are. */
    private static final List<String> CREDENTIALS = List.of(
            KEY,
            "AWS_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI");

    private AwsEndpoint() {}

    /**
     * Clients of the endpoint that the options name, else of that of the environment.
     *
     * @throws Refusal if the URL is none, nobody answers there, or there is no region
     */
    static AwsClients connect(DeploymentOptions options, Terminal terminal) {
        return AwsClients.fromEnvironment(environment(options, terminal));
    }

    /** The environment with what the options say; AWS's own variables alone. */
    static Map<String, String> environment(DeploymentOptions options, Terminal terminal) {
        Map<String, String> environment = new HashMap<>(terminal.environment());
        if (options.endpointUrl() != null) {
            environment.put(ENDPOINT, options.endpointUrl());
        }
        String endpoint = environment.getOrDefault(ENDPOINT, "");
        if (!endpoint.isBlank()) {
            requireAnswer(endpoint);
        }
        List<String> assumed = new ArrayList<>();
        region(options.region(), environment, endpoint).ifPresent(assumed::add);
        if (!endpoint.isBlank() && CREDENTIALS.stream().noneMatch(environment::containsKey) && !hasFile(environment)) {
            assumed.add("credentials test/test");
            environment.put(KEY, "test");
            environment.put(SECRET, "test");
        }
        if (!assumed.isEmpty()) {
            terminal.say("using " + String.join(" and ", assumed) + ", for the environment names none.");
        }
        return environment;
    }

    /** What the user's own environment lacks of this one, for commands that are to be copied: {@code NAME=value } each. */
    static String assumed(Map<String, String> environment, Terminal terminal) {
        return Stream.of("AWS_REGION", KEY, SECRET)
                .filter(name -> environment.containsKey(name)
                        && !Objects.equals(
                                environment.get(name), terminal.environment().get(name)))
                .map(name -> name + "=" + Shell.quoted(environment.getOrDefault(name, "")) + " ")
                .collect(Collectors.joining());
    }

    /** Sets it. @return what was assumed */
    private static Optional<String> region(@Nullable String asked, Map<String, String> environment, String endpoint) {
        if (asked != null) {
            environment.put("AWS_REGION", asked);
        } else if (!environment.containsKey("AWS_REGION") && !environment.containsKey("AWS_DEFAULT_REGION")) {
            if (endpoint.isBlank()) {
                throw Refusal.usage("No AWS region: give --region, or set AWS_REGION, for example to eu-central-1.");
            }
            environment.put("AWS_REGION", DEFAULT_REGION);
            return Optional.of("region " + DEFAULT_REGION);
        }
        return Optional.empty();
    }

    private static boolean hasFile(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String file = environment.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", home + "/.aws/credentials");
        return Files.isRegularFile(Path.of(file));
    }

    /** Before the first call, which would be tried again and again. */
    private static void requireAnswer(String endpoint) {
        URI url;
        try {
            url = new URI(endpoint);
        } catch (URISyntaxException e) {
            throw notUrl(endpoint);
        }
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        if (url.getHost() == null || !(secure || "http".equalsIgnoreCase(url.getScheme()))) {
            throw notUrl(endpoint);
        }
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
        } catch (IOException e) {
            throw Refusal.failure("Nobody answers at " + endpoint + " ("
                    + Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName())
                    + "). Start the endpoint, for example with 'moto_server -H 127.0.0.1 -p " + port
                    + "', or name another with --endpoint-url.");
        }
    }

    private static Refusal notUrl(String endpoint) {
        return Refusal.usage("'" + TextTable.visible(endpoint)
                + "' is not an endpoint's URL; expected such as http://127.0.0.1:5000.");
    }
}
