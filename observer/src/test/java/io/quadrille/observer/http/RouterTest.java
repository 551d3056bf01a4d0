package io.quadrille.observer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Handler router = new Router(
            List.of(
                    Route.get("/things", (request, segments) -> Response.text("text/plain", "all"), "size", "colour"),
                    Route.get(
                            "/things/{name}", (request, segments) -> Response.text("text/plain", segments.toString())),
                    Route.post("/things/{name}", (request, segments) -> {
                        throw new IllegalStateException("a secret");
                    }),
                    Route.get("/stores", (request, segments) -> {
                        throw new UncheckedIOException(new IOException("disk"));
                    })),
            Guard.NONE,
            failure -> failure instanceof UncheckedIOException
                    ? Optional.of(new HttpProblem(503, "The disk is away."))
                    : Optional.empty());

    private Response ask(String method, String path, String query) {
        return router.answer(Request.of(method, path, query, Map.of(), new byte[0]));
    }

    private static String text(Response response) {
        return new String(((Response.Whole) response.content()).bytes(), UTF_8);
    }

    private static String problem(Response response) throws IOException {
        assertThat(response.headers()).containsEntry("Content-Type", "application/problem+json");
        JsonNode json = JSON.readTree(text(response));
        assertThat(json.path("status").intValue()).isEqualTo(response.status());
        assertThat(json.path("type").textValue()).isEqualTo("about:blank");
        return json.path("detail").textValue();
    }

    @Test
    void names_in_a_template_stand_for_one_decoded_segment_each() {
        assertThat(text(ask("GET", "/things/a%2Bb%20c", null))).isEqualTo("{name=a+b c}");
        assertThat(ask("GET", "/things/", null).status()).isEqualTo(404);
        assertThat(ask("GET", "/things/a/b", null).status()).isEqualTo(404);
    }

    @Test
    void unknown_path_is_a_problem_that_says_where_to_look() throws IOException {
        Response response = ask("GET", "/nothing", null);
        assertThat(response.status()).isEqualTo(404);
        assertThat(problem(response)).contains("'/nothing'", "/openapi.json");
    }

    @Test
    void wrong_method_is_told_which_are_right() throws IOException {
        Response response = ask("DELETE", "/things/a", null);
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.headers()).containsEntry("Allow", "GET, POST");
        assertThat(problem(response)).isEqualTo("'/things/a' is asked for with GET, POST, not with DELETE.");
    }

    @Test
    void head_is_answered_as_get() {
        assertThat(ask("HEAD", "/things", null).status()).isEqualTo(200);
    }

    @Test
    void unknown_parameter_is_told_which_are_known() throws IOException {
        assertThat(problem(ask("GET", "/things", "size=1&shape=round")))
                .isEqualTo("There is no parameter 'shape' here; known are colour, size.");
    }

    @Test
    void failure_that_nobody_expects_names_its_class_alone() throws IOException {
        Response response = ask("POST", "/things/a", null);
        assertThat(response.status()).isEqualTo(500);
        assertThat(problem(response))
                .contains("java.lang.IllegalStateException")
                .doesNotContain("secret");
    }

    @Test
    void known_failure_has_its_sentence() throws IOException {
        Response response = ask("GET", "/stores", null);
        assertThat(response.status()).isEqualTo(503);
        assertThat(problem(response)).isEqualTo("The disk is away.");
    }

    @Test
    void every_answer_forbids_what_the_page_does_not_need() {
        for (Response response : List.of(ask("GET", "/things", null), ask("GET", "/nothing", null))) {
            assertThat(response.headers().get("Content-Security-Policy"))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(response.headers())
                    .containsEntry("X-Content-Type-Options", "nosniff")
                    .containsEntry("Cross-Origin-Resource-Policy", "same-origin")
                    .containsEntry("Cache-Control", "no-store");
        }
    }

    @Test
    void huge_query_and_bad_encoding_are_problems() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ask("GET", "/things", "size=" + "9".repeat(5_000)))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(414));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ask("GET", "/things", "size=%zz"))
                .isInstanceOfSatisfying(HttpProblem.class, problem -> assertThat(problem.status())
                        .isEqualTo(400));
    }
}
