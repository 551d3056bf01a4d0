package io.quadrille.observer.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quadrille.observer.http.Route;
import io.quadrille.observer.ledger.MemoryLedger;
import io.quadrille.observer.runs.LedgerQueries;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    @Test
    void every_route_of_the_api_is_described_and_nothing_else_with_exactly_its_parameters() throws IOException {
        JsonNode paths = new ObjectMapper().readTree(ObserverApi.openApi()).get("paths");
        Set<String> described = new TreeSet<>();
        paths.fields().forEachRemaining(path -> path.getValue()
                .fields()
                .forEachRemaining(operation -> described.add(operation.getKey().toUpperCase() + " " + path.getKey()
                        + " " + named(operation.getValue(), "query"))));
        Set<String> served = new TreeSet<>();
        try (ObserverApi api = new ObserverApi(
                new LedgerQueries(new MemoryLedger()),
                null,
                new ObserverApi.About("here", "1", false),
                Duration.ofSeconds(1),
                failure -> Optional.empty())) {
            for (Route route : api.routes(null)) {
                if (!route.template().equals("/")
                        && !route.template().startsWith("/page/")
                        && !route.template().equals("/runs/{run}")) {
                    served.add(route.method() + " " + route.template() + " " + new TreeSet<>(route.parameters()));
                }
            }
        }
        assertThat(described).isEqualTo(served);
    }

    @Test
    void names_in_a_path_are_described() throws IOException {
        JsonNode paths = new ObjectMapper().readTree(ObserverApi.openApi()).get("paths");
        paths.fields().forEachRemaining(path -> path.getValue()
                .forEach(operation -> assertThat(named(operation, "path").stream()
                                .allMatch(name -> path.getKey().contains("{" + name + "}")))
                        .isTrue()));
    }

    private static Set<String> named(JsonNode operation, String in) {
        Set<String> names = new TreeSet<>();
        operation.get("parameters").forEach(parameter -> {
            if (parameter.get("in").textValue().equals(in)) {
                names.add(parameter.get("name").textValue());
            }
        });
        return names;
    }
}
