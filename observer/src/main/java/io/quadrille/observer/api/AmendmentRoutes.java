package io.quadrille.observer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.events.Rejection;
import io.quadrille.events.RunKey;
import io.quadrille.observer.http.HttpProblem;
import io.quadrille.observer.http.Request;
import io.quadrille.observer.http.Response;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.operator.Action;
import io.quadrille.observer.operator.AmendmentPlan;
import io.quadrille.observer.operator.AmendmentPlan.Share;
import io.quadrille.observer.operator.AmendmentReceipt;
import io.quadrille.observer.operator.AmendmentRequest;
import io.quadrille.observer.operator.CannotAmend;
import io.quadrille.observer.operator.Operator;
import io.quadrille.observer.runs.RunReport;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retry, redrive and republish, asked of the operator. The same Idempotency-Key with the same wish is done once and tells
 * how it goes; one that was used for another wish is refused. Thread safe.
 */
final class AmendmentRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(AmendmentRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final int REMEMBERED = 1_000;

    private final RunLookup lookup;
    private final @Nullable Operator operator;
    private final Map<String, Begun> begun = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Begun> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Begun(AmendmentPlan plan, CompletableFuture<AmendmentReceipt> receipt) {}

    /** @param operator null where runs are only read */
    AmendmentRoutes(RunLookup lookup, @Nullable Operator operator) {
        this.lookup = lookup;
        this.operator = operator;
    }

    List<Route> routes() {
        return List.of(route(Action.RETRY), route(Action.REDRIVE), route(Action.REPUBLISH));
    }

    private Route route(Action action) {
        return Route.post(
                "/api/runs/{run}/" + action.name().toLowerCase(Locale.ROOT),
                (request, segments) -> amend(action, request, segments),
                RunLookup.ATTEMPT);
    }

    /**
     * What would be sent, or is.
     *
     * @param state PLANNED for a dry run; BEGUN, then DONE or FAILED
     * @param events dead letters or events; 0 for a retry, whose records are packed anew
     * @param sentence for people
     * @param amendments their numbers in the run's history; empty until it is done
     * @param problem why it failed; null unless it did
     */
    record Amending(
            String action,
            String run,
            int attempt,
            String state,
            long records,
            long events,
            List<Share> shares,
            String sentence,
            List<String> notes,
            List<Integer> amendments,
            @Nullable String problem) {}

    private Response amend(Action action, Request request, Map<String, String> segments) {
        RunReport report = lookup.require(request, segments);
        Operator asked = operator;
        if (asked == null) {
            throw new HttpProblem(
                    501,
                    "Runs are only read here: this server was started without an operator, which is what sends records"
                            + " again.");
        }
        JsonNode body = body(action, request);
        AmendmentRequest wish = wish(action, report.run(), body);
        try {
            if (body.path("dryRun").asBoolean(false)) {
                return Json.response(told(asked.plan(wish), null));
            }
            Begun now = once(asked, wish, key(request));
            return Json.response(202, told(now.plan(), now.receipt()))
                    .with("Location", "/api/runs/" + report.run().run());
        } catch (CannotAmend e) {
            throw new HttpProblem(409, e.sentence());
        }
    }

    private static String key(Request request) {
        return request.header("idempotency-key")
                .filter(text -> KEY.matcher(text).matches())
                .orElseThrow(() -> HttpProblem.badRequest("Send the header Idempotency-Key with 1 to 64 printable"
                        + " characters of your own, such as a UUID: asked again with the same one, it is done once."));
    }

    /** One at a time: the second of two with one key hears what the first began. */
    private Begun once(Operator asked, AmendmentRequest wish, String key) {
        synchronized (begun) {
            Begun before = begun.get(key);
            if (before == null || hasFailed(before.receipt())) {
                AmendmentPlan plan = asked.plan(wish);
                before = new Begun(plan, asked.carryOut(wish, key));
                before.receipt().whenComplete((receipt, failure) -> log(wish, failure));
                begun.put(key, before);
            } else if (!before.plan().request().equals(wish)) {
                throw new HttpProblem(422, "This Idempotency-Key was used for another wish. Make a new one for each.");
            }
            return before;
        }
    }

    private static void log(AmendmentRequest wish, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("{} of run {} failed; the same request goes on with it", wish.action(), wish.run(), failure);
        }
    }

    private static boolean hasFailed(CompletableFuture<AmendmentReceipt> receipt) {
        return receipt.isCompletedExceptionally();
    }

    private static Amending told(AmendmentPlan plan, @Nullable CompletableFuture<AmendmentReceipt> receipt) {
        String state = "PLANNED";
        List<Integer> amendments = List.of();
        String problem = null;
        if (receipt != null && receipt.isDone()) {
            problem = failure(receipt);
            state = problem == null ? "DONE" : "FAILED";
            amendments = problem == null ? receipt.join().amendments() : List.of();
        } else if (receipt != null) {
            state = "BEGUN";
        }
        return new Amending(
                plan.request().action().name(),
                plan.run().run(),
                plan.run().attempt(),
                state,
                plan.records(),
                plan.events(),
                plan.shares(),
                AmendmentWords.sentence(plan),
                plan.notes(),
                amendments,
                problem);
    }

    /** @return null if it did not fail */
    private static @Nullable String failure(CompletableFuture<AmendmentReceipt> receipt) {
        try {
            receipt.join();
            return null;
        } catch (CompletionException e) {
            return e.getCause() instanceof CannotAmend cannot
                    ? cannot.sentence()
                    : "It broke off (" + String.valueOf(e.getCause()) + "). Ask again: it goes on where it broke off.";
        }
    }

    private static JsonNode body(Action action, Request request) {
        TreeSet<String> known = new TreeSet<>(List.of("dryRun"));
        if (action == Action.RETRY) {
            known.add("code");
        } else if (action == Action.REPUBLISH) {
            known.add("from");
        }
        HttpProblem malformed = HttpProblem.badRequest("The body is a JSON object with " + String.join(", ", known)
                + ", each of which may be left out; or there is no body.");
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
        if (body == null
                || !body.isObject()
                || body.has("dryRun") && !body.path("dryRun").isBoolean()) {
            throw malformed;
        }
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw malformed;
            }
        }
        return body;
    }

    private static AmendmentRequest wish(Action action, RunKey run, JsonNode body) {
        String code = text(body, "code");
        if (code != null) {
            try {
                Rejection.requireCode(code);
            } catch (IllegalArgumentException e) {
                throw HttpProblem.badRequest(HttpProblem.shown(String.valueOf(e.getMessage())) + ".");
            }
        }
        return new AmendmentRequest(run, action, code, text(body, "from"));
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
