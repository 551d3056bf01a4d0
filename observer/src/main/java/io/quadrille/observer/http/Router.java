package io.quadrille.observer.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands each request to its route; what fails is answered as problem+json (RFC 9457). Thread safe. */
public final class Router implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Nothing but what this server itself serves is loaded, nothing inline runs, nobody frames it. */
    private static final Map<String, String> SAFE = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                    + " trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private final List<Route> routes;
    private final Guard guard;
    private final Function<RuntimeException, Optional<HttpProblem>> known;

    /** @param known what failures of the stores beneath mean; empty for those that nobody expects */
    public Router(List<Route> routes, Guard guard, Function<RuntimeException, Optional<HttpProblem>> known) {
        this.routes = List.copyOf(routes);
        this.guard = guard;
        this.known = known;
    }

    @Override
    public Response answer(Request request) {
        Response response;
        try {
            guard.admit(request);
            response = routed(request);
        } catch (HttpProblem problem) {
            response = of(problem);
        } catch (RuntimeException e) {
            response = of(known.apply(e).orElseGet(() -> unexpected(request, e)));
        }
        return safe(response);
    }

    private static HttpProblem unexpected(Request request, RuntimeException failure) {
        LOG.error("{} {} failed", request.method(), request.path(), failure);
        return new HttpProblem(
                500,
                "Something unexpected went wrong (" + failure.getClass().getName()
                        + "). The server's log says where; ask again.");
    }

    private Response routed(Request request) {
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        TreeSet<String> allowed = new TreeSet<>();
        for (Route route : routes) {
            Optional<Map<String, String>> segments = route.match(request.path());
            if (segments.isPresent() && route.method().equals(method)) {
                requireKnown(route, request);
                return route.answer().to(request, segments.get());
            } else if (segments.isPresent()) {
                allowed.add(route.method());
            }
        }
        if (allowed.isEmpty()) {
            throw HttpProblem.notFound("There is nothing at '" + HttpProblem.shown(request.path())
                    + "'. The page is at /, what the API answers is listed at /openapi.json.");
        }
        String methods = String.join(", ", allowed);
        return of(new HttpProblem(
                        405,
                        "'" + HttpProblem.shown(request.path()) + "' is asked for with " + methods + ", not with "
                                + HttpProblem.shown(request.method()) + "."))
                .with("Allow", methods);
    }

    private static void requireKnown(Route route, Request request) {
        for (String name : request.query().keySet()) {
            if (!route.parameters().contains(name)) {
                throw HttpProblem.badRequest("There is no parameter '" + HttpProblem.shown(name) + "' here; "
                        + (route.parameters().isEmpty()
                                ? "none is known."
                                : "known are " + String.join(", ", new TreeSet<>(route.parameters())) + "."));
            }
        }
    }

    /** A problem as RFC 9457 writes it. */
    private static Response of(HttpProblem problem) {
        ObjectNode json = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", problem.title())
                .put("status", problem.status())
                .put("detail", problem.sentence());
        return Response.of(problem.status(), Response.PROBLEM, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** A problem as it is sent. */
    public static Response refusal(HttpProblem problem) {
        return safe(of(problem));
    }

    /** With the headers that every answer has, unless it says otherwise itself. */
    private static Response safe(Response response) {
        Map<String, String> headers = new LinkedHashMap<>(SAFE);
        headers.putAll(response.headers());
        return new Response(response.status(), headers, response.content());
    }
}
