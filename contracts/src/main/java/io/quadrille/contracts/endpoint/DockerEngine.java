package io.quadrille.contracts.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Docker engine of this machine is at hand. Testcontainers would tell as well, at length: this asks the sockets
 * where it looks, by a ping each, and is done at once where there are none. Engines over TCP do not count: what their
 * containers listen on need not be this machine's.
 */
final class DockerEngine {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final byte[] PING =
            "GET /_ping HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);
    private static final String PONG = "HTTP/1.1 200";

    private DockerEngine() {}

    /** Waits a second at most for a socket that does not answer. */
    static boolean isThere(Map<String, String> environment) {
        return sockets(environment, Path.of(System.getProperty("user.home"))).stream()
                .anyMatch(socket -> answers(socket, PATIENCE));
    }

    /** Where an engine may listen: where {@code DOCKER_HOST} says, or else in the usual places. */
    static List<Path> sockets(Map<String, String> environment, Path home) {
        String host = environment.getOrDefault("DOCKER_HOST", "");
        if (!host.isBlank()) {
            return host.startsWith("unix://") ? List.of(Path.of(host.substring("unix://".length()))) : List.of();
        }
        Path ofUser = Optional.ofNullable(environment.get("XDG_RUNTIME_DIR"))
                .map(Path::of)
                .orElse(home.resolve(".docker/run"));
        return List.of(
                Path.of("/var/run/docker.sock"),
                ofUser.resolve("docker.sock"),
                home.resolve(".docker/run/docker.sock"),
                home.resolve(".docker/desktop/docker.sock"));
    }

    static boolean answers(Path socket, Duration patience) {
        if (!Files.exists(socket)) {
            return false;
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                Selector selector = Selector.open()) {
            channel.write(ByteBuffer.wrap(PING));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            ByteBuffer answer = ByteBuffer.allocate(PONG.length());
            while (answer.hasRemaining() && selector.select(patience.toMillis()) > 0 && channel.read(answer) >= 0) {
                selector.selectedKeys().clear();
            }
            return new String(answer.array(), 0, answer.position(), US_ASCII).equals(PONG);
        } catch (IOException e) { // nobody behind the socket, or one whom this user may not ask
            return false;
        }
    }
}
