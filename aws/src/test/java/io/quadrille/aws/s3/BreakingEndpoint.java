package io.quadrille.aws.s3;

import com.sun.net.httpserver.HttpServer;
import io.quadrille.aws.AwsClients;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An object whose connections break after so many bytes. */
final class BreakingEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final AwsClients clients;

    /** @param ranges takes each request's range; empty where it has none */
    BreakingEndpoint(byte[] content, int bytesEach, List<String> ranges) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String range = exchange.getRequestHeaders().getFirst("Range");
            ranges.add(range == null ? "" : range);
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
            exchange.getResponseBody().write(content, from, Math.min(bytesEach, content.length - from));
            exchange.getResponseBody().flush();
            exchange.close(); // short of the length it announced
        });
        server.start();
        clients = AwsClients.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "eu-central-1",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    S3Sources sources() {
        return new S3Sources(clients.s3());
    }

    @Override
    public void close() {
        clients.close();
        server.stop(0);
    }
}
