package io.quadrille.observer.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    private final Guard guard = Guard.ofMachine(8377, "token");

    private static Request request(String method, String... headers) {
        Map<String, String> all = new HashMap<>(Map.of("Host", "127.0.0.1:8377"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return Request.of(method, "/api/runs", null, all, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:8377", "localhost:8377"})
    void this_machine_is_read_by_both_its_names(String host) {
        assertThatCode(() -> guard.admit(request("GET", "Host", host))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8377.evil.example", ""})
    void name_that_was_made_to_resolve_to_this_machine_is_refused(String host) {
        assertThatThrownBy(() -> guard.admit(request("GET", "Host", host)))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("answers for 127.0.0.1:8377");
    }

    @Test
    void change_needs_the_token() {
        assertThatCode(() -> guard.admit(request("POST", "X-Quadrille-Token", "token")))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> guard.admit(request("POST", "X-Quadrille-Token", "guess")))
                .hasMessageContaining("X-Quadrille-Token");
        assertThatThrownBy(() -> guard.admit(request("POST"))).hasMessageContaining("X-Quadrille-Token");
    }

    @Test
    void change_from_another_sites_page_is_refused_even_with_the_token() {
        assertThatThrownBy(() ->
                        guard.admit(request("POST", "X-Quadrille-Token", "token", "Origin", "https://evil.example")))
                .hasMessageContaining("evil.example");
        assertThatCode(() ->
                        guard.admit(request("POST", "X-Quadrille-Token", "token", "Origin", "http://127.0.0.1:8377")))
                .doesNotThrowAnyException();
    }
}
