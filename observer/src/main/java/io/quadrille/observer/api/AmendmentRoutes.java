package io.quadrille.observer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.observer.api.Amendments.Action;
import io.quadrille.observer.api.Amendments.Order;
import io.quadrille.observer.api.Amendments.Sending;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Retry, redrive and republish. The same Idempotency-Key with the same order is done once and answered alike; a key that
 * is used for another order is refused. Thread safe.
 */
final class AmendmentRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int REMEMBERED = 1_000;

    private final RunLookup lookup;
    private final @Nullable Amendments amendments;
    private final Map<String, Done> done = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Done> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Done(Order order, Sending sending) {}

    /** @param amendments null where runs are only read */
    AmendmentRoutes(RunLookup lookup, @Nullable Amendments amendments) {
        this.lookup = lookup;
        this.amendments = amendments;
    }

    List<Route> routes() {
        return List.of(route(Action.RETRY, "code"), route(Action.REDRIVE, "step"), route(Action.REPUBLISH, "from"));
    }

    private Route route(Action action, String member) {
        String name = action.name().toLowerCase(Locale.ROOT);
        return Route.post(
                "/api/runs/{run}/" + name,
                (request, segments) -> order(action, member, request, segments),
                RunLookup.ATTEMPT);
    }

    /**
     * What was ordered.
     *
     * @param dryRun whether this is only what would be sent
     */
    record Ordered(
            String action,
            String run,
            int attempt,
            boolean dryRun,
            long records,
            @Nullable Integer chunks,
            String sentence) {}

    private Response order(Action action, String member, Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        Amendments operator = amendments;
        if (operator == null) {
            throw new HttpProblem(
                    501,
                    "Runs are only read here: this server was started without what sends records again. The commands"
                            + " 'quadrille retry', 'redrive' and 'republish' do it.");
        }
        JsonNode body = body(request, member);
        String which = text(body, member);
        Order order = new Order(
                action, report.run(), action == Action.RETRY ? which : null, action == Action.RETRY ? null : which);
        if (body.path("dryRun").asBoolean(false)) {
            return answer(200, order, true, operator.preview(order));
        }
        String key = request.header("idempotency-key").filter(text -> KEY.matcher(text).matches())
                .orElseThrow(() -> HttpProblem.badRequest("Send the header Idempotency-Key with up to 128 printable"
                        + " characters of your own, such as a UUID: asked again with the same one, it is done once."));
        return answer(202, order, false, once(operator, order, key))
                .with("Location", "/api/runs/" + order.run().run());
    }

    private Sending once(Amendments operator, Order order, String key) {
        synchronized (done) { // one order at a time: the second of two with one key waits for the first's answer
            Done before = done.get(key);
            if (before == null) {
                before = new Done(order, operator.begin(order, key));
                done.put(key, before);
            } else if (!before.order().equals(order)) {
                throw new HttpProblem(
                        422, "This Idempotency-Key was used for another order. Make a new one for each order.");
            }
            return before.sending();
        }
    }

    private static Response answer(int status, Order order, boolean dryRun, Sending sending) {
        return Json.response(
                status,
                new Ordered(
                        order.action().name(),
                        order.run().run(),
                        order.run().attempt(),
                        dryRun,
                        sending.records(),
                        sending.chunks(),
                        sending.sentence()));
    }

    private static JsonNode body(Request request, String member) {
        TreeSet<String> known = new TreeSet<>(List.of("dryRun", member));
        HttpProblem malformed = HttpProblem.badRequest("The body is a JSON object with " + String.join(", ", known)
                + ", each of which may be left out; or no body.");
        if (request.body().length == 0) {
            return JSON.createObjectNode();
        }
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (JsonProcessingException e) {
            throw malformed;
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
        if (body == null || !body.isObject() || !body.path("dryRun").isBoolean() && body.has("dryRun")) {
            throw malformed;
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw malformed;
            }
        }
        return body;
    }

    private static @Nullable String text(JsonNode body, String member) {
        JsonNode node = body.path(member);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        } else if (!node.isTextual() || node.textValue().length() > 64) {
            throw HttpProblem.badRequest("'" + member + "' is a text of at most 64 characters, or left out.");
        }
        return node.textValue();
    }
}
