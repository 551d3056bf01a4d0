package io.quadrille.contracts.endpoint;

import static io.quadrille.contracts.endpoint.EndpointKind.GIVEN;
import static io.quadrille.contracts.endpoint.EndpointKind.LOCALSTACK;
import static io.quadrille.contracts.endpoint.EndpointKind.MOTO;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointKindTest {
    private static final BooleanSupplier DOCKER = () -> true;
    private static final BooleanSupplier NO_DOCKER = () -> false;
    private static final BooleanSupplier UNASKED = () -> {
        throw new AssertionError("Docker was looked for");
    };

    @TempDir
    Path folder;

    @Test
    void a_url_that_is_given_is_used_and_nothing_else_is_looked_for() throws IOException {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:1", "PATH", withMoto());
        assertThat(EndpointKind.there(environment, UNASKED, false)).containsExactly(GIVEN);
        assertThat(EndpointKind.there(environment, UNASKED, true)).containsExactly(GIVEN);
    }

    @Test
    void localstack_comes_before_moto() throws IOException {
        assertThat(EndpointKind.there(Map.of("PATH", withMoto()), DOCKER, false))
                .containsExactly(LOCALSTACK, MOTO);
        assertThat(EndpointKind.there(Map.of("PATH", "/nowhere"), DOCKER, false))
                .containsExactly(LOCALSTACK);
    }

    @Test
    void moto_is_used_where_there_is_no_docker() throws IOException {
        Map<String, String> environment = Map.of("AWS_ENDPOINT_URL", " ", "PATH", withMoto());
        assertThat(EndpointKind.there(environment, NO_DOCKER, false)).containsExactly(MOTO);
    }

    @Test
    void ecs_is_not_asked_of_localstack() throws IOException {
        assertThat(EndpointKind.there(Map.of("PATH", withMoto()), UNASKED, true))
                .containsExactly(MOTO);
        assertThat(EndpointKind.there(Map.of(), UNASKED, true)).isEmpty();
    }

    @Test
    void without_any_of_them_there_is_none() {
        assertThat(EndpointKind.there(Map.of("PATH", folder.toString()), NO_DOCKER, false))
                .isEmpty();
        assertThat(EndpointKind.there(Map.of(), NO_DOCKER, false)).isEmpty();
    }

    private String withMoto() throws IOException {
        File moto = Files.writeString(folder.resolve("moto_server"), "").toFile();
        assertThat(moto.setExecutable(true)).isTrue();
        return "/nowhere" + File.pathSeparator + folder;
    }
}
