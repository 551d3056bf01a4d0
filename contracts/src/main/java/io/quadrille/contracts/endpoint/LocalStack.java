package io.quadrille.contracts.endpoint;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Objects;
import org.testcontainers.localstack.LocalStackContainer;

/**
 * LocalStack in a container, with the services that the tests call, on a free loopback port. The only class that needs
 * Testcontainers, and thus the one that is not loaded without Docker.
 */
final class LocalStack {
    /** The last whose image asks for no token. */
    private static final String IMAGE = "localstack/localstack:4.14.0";

    private static final String[] SERVICES = {"dynamodb", "events", "kms", "s3", "secretsmanager", "sqs", "ssm", "sts"};
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PORT = 4566;
    private static final int CONNECT_MILLIS = 5_000;

    private LocalStack() {}

    /** @throws IOException if the image cannot be had, or what runs of it is not to be reached: says what to do */
    static RunningEndpoint start() throws IOException {
        try {
            return start(container());
        } catch (IOException | RuntimeException e) {
            throw new IOException(
                    IMAGE + " does not run on the Docker engine of this machine (" + reason(e)
                            + "). Try 'docker run --rm -p " + LOOPBACK + ":" + PORT + ":" + PORT + " " + IMAGE
                            + "', or set " + EndpointKind.URL_VARIABLE + " to another endpoint.",
                    e);
        }
    }

    private static LocalStackContainer container() {
        return new LocalStackContainer(IMAGE)
                .withServices(SERVICES)
                .withEnv("SQS_ENDPOINT_STRATEGY", "dynamic") // a queue's URL has the port that was asked
                .withEnv("DISABLE_EVENTS", "1") // it reports its use to nobody
                .withEnv("SKIP_SSL_CERT_DOWNLOAD", "1")
                .withCreateContainerCmdModifier(LocalStack::listenOnLoopback);
    }

    private static RunningEndpoint start(LocalStackContainer container) throws IOException {
        try (Socket socket = new Socket()) {
            container.start();
            int port = container.getMappedPort(PORT);
            socket.connect(new InetSocketAddress(LOOPBACK, port), CONNECT_MILLIS);
            return new RunningEndpoint(URI.create("http://" + LOOPBACK + ":" + port), container::stop);
        } catch (IOException | RuntimeException e) {
            container.stop();
            throw e;
        }
    }

    /** The first line of what Testcontainers' exceptions are about. */
    private static String reason(Exception failure) {
        Throwable cause = failure;
        for (Throwable next = failure; next != null; next = next.getCause()) {
            cause = next;
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    /** Testcontainers would have the port on every interface. */
    private static void listenOnLoopback(CreateContainerCmd command) {
        Objects.requireNonNull(command.getHostConfig(), "Testcontainers makes one")
                .withPortBindings(new PortBinding(Ports.Binding.bindIp(LOOPBACK), ExposedPort.tcp(PORT)));
    }
}
