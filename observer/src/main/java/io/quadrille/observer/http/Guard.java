package io.quadrille.observer.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Who may ask. Thread safe. */
@FunctionalInterface
public interface Guard {
    /** The header in which a page sends the token that it was served with. */
    String TOKEN_HEADER = "X-Quadrille-Token";

    /** Everybody who got this far: where authorisation happened before, as at a function's URL with IAM. */
    Guard NONE = request -> {};

    /** @throws HttpProblem if the request may not be answered */
    void admit(Request request);

    /**
     * Browsers and programs of this machine. A page of another site that has its name resolve to this machine is refused
     * by the Host it sends; one that posts here does not know the token.
     *
     * @param port the server's
     * @param token what every request that is not a GET must carry
     */
    static Guard ofMachine(int port, String token) {
        List<String> hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
        return request -> {
            String host = request.header("host").orElse("");
            if (!hosts.contains(host)) {
                throw new HttpProblem(
                        421,
                        "This server answers for " + String.join(" and ", hosts) + ", not for '"
                                + HttpProblem.shown(host) + "'.");
            }
            if (request.method().equals("GET") || request.method().equals("HEAD")) {
                return;
            }
            Optional<String> origin = request.header("origin");
            if (origin.isPresent() && !hosts.contains(origin.get().replaceFirst("^http://", ""))) {
                throw new HttpProblem(
                        403, "Pages of '" + HttpProblem.shown(origin.get()) + "' may not change runs here.");
            }
            if (!equal(token, request.header("x-quadrille-token").orElse(""))) {
                throw new HttpProblem(
                        403,
                        "A request that changes a run needs the header " + TOKEN_HEADER
                                + " with this server's token, which its page knows and /api/about does not tell to other"
                                + " sites. Load the page again if the server was restarted.");
            }
        };
    }

    /** A token that nobody guesses: 144 bits. */
    static String newToken(SecureRandom random) {
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
