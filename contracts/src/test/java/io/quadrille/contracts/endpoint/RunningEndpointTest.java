package io.quadrille.contracts.endpoint;

import static io.quadrille.contracts.endpoint.EndpointKind.LOCALSTACK;
import static io.quadrille.contracts.endpoint.EndpointKind.MOTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class RunningEndpointTest {
    private final List<String> told = new ArrayList<>();
    private final List<EndpointKind> ended = new ArrayList<>();

    @Test
    void the_first_that_starts_is_used_and_ended() throws IOException {
        RunningEndpoint running = RunningEndpoint.first(List.of(LOCALSTACK, MOTO), this::start, told::add);
        assertThat(running.url()).hasHost("localstack");
        assertThat(told).isEmpty();
        running.close();
        assertThat(ended).containsExactly(LOCALSTACK);
    }

    @Test
    void one_that_does_not_start_is_told_and_passed_over() throws IOException {
        RunningEndpoint running = RunningEndpoint.first(List.of(LOCALSTACK, MOTO), this::noContainer, told::add);
        assertThat(running.url()).hasHost("moto");
        assertThat(told).singleElement().asString().contains("LOCALSTACK", "no such image");
    }

    @Test
    void the_last_that_does_not_start_is_an_error() {
        assertThatThrownBy(() -> RunningEndpoint.first(List.of(LOCALSTACK), this::noContainer, told::add))
                .isInstanceOf(IOException.class)
                .hasMessage("no such image");
        assertThat(told).isEmpty();
    }

    private RunningEndpoint noContainer(EndpointKind kind) throws IOException {
        if (kind == LOCALSTACK) {
            throw new IOException("no such image");
        }
        return start(kind);
    }

    private RunningEndpoint start(EndpointKind kind) {
        return new RunningEndpoint(URI.create("http://" + kind.name().toLowerCase(Locale.ROOT)), () -> ended.add(kind));
    }
}
