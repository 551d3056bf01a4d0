package io.quadrille.contracts.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerEngineTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final int FEW = 4;

    @TempDir
    Path folder;

    private Path socket;

    @BeforeEach
    void name() {
        socket = folder.resolve("docker.sock");
    }

    @Test
    void an_engine_answers_a_ping() throws Exception {
        assertThat(answersAfter("HTTP/1.1 200 OK\r\nApi-Version: 1.52\r\n\r\nOK"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP", "HTTP/1.1 503 Service Unavailable\r\n\r\n", "SSH-2.0-OpenSSH_9.9\r\n"})
    void what_answers_otherwise_is_none(String answer) throws Exception {
        assertThat(answersAfter(answer)).isFalse();
    }

    @Test
    void what_does_not_answer_is_none() throws IOException {
        try (ServerSocketChannel server = listen()) {
            assertThat(DockerEngine.answers(socket, Duration.ofMillis(1))).isFalse();
        }
    }

    @Test
    void a_socket_that_nobody_listens_on_is_none() throws IOException {
        listen().close();
        assertThat(socket).exists();
        assertThat(DockerEngine.answers(socket, LONG)).isFalse();
    }

    @Test
    void a_file_that_is_no_socket_is_none_nor_is_one_that_is_not_there() throws IOException {
        assertThat(DockerEngine.answers(socket, LONG)).isFalse();
        Files.writeString(socket, "");
        assertThat(DockerEngine.answers(socket, LONG)).isFalse();
    }

    @Test
    void docker_host_alone_says_where_and_another_machine_does_not_count() {
        Path home = Path.of("/home/me");
        assertThat(DockerEngine.sockets(Map.of("DOCKER_HOST", "unix:///run/my.sock"), home))
                .containsExactly(Path.of("/run/my.sock"));
        assertThat(DockerEngine.sockets(Map.of("DOCKER_HOST", "tcp://docker.example:2376"), home))
                .isEmpty();
        assertThat(DockerEngine.sockets(Map.of("XDG_RUNTIME_DIR", "/run/user/7"), home))
                .startsWith(Path.of("/var/run/docker.sock"), Path.of("/run/user/7/docker.sock"))
                .contains(home.resolve(".docker/desktop/docker.sock"));
    }

    /** Whether an engine is seen behind a server that answers this, in two pieces, and hangs up. */
    private boolean answersAfter(String answer) throws Exception {
        try (ServerSocketChannel server = listen()) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> serve(server, answer));
            boolean answers = DockerEngine.answers(socket, LONG);
            served.get();
            return answers;
        }
    }

    private static void serve(ServerSocketChannel server, String answer) {
        try (SocketChannel caller = server.accept()) {
            ByteBuffer asked = ByteBuffer.allocate(1024);
            caller.read(asked);
            assertThat(new String(asked.array(), 0, asked.position(), US_ASCII)).startsWith("GET /_ping HTTP/1.1\r\n");
            ByteBuffer bytes = ByteBuffer.wrap(answer.getBytes(US_ASCII));
            caller.write(bytes.slice(0, Math.min(FEW, bytes.remaining()))); // too few to tell, so it is read on
            caller.write(bytes.position(Math.min(FEW, bytes.remaining())));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private ServerSocketChannel listen() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }
}
