package io.quadrille.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** An endpoint on loopback that answers every call alike: failures that no emulator makes. */
public final class AnsweringEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<String> lastRequest = new AtomicReference<>("");
    private final AwsClients clients;

    public AnsweringEndpoint(int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.incrementAndGet();
            lastRequest.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.getResponseHeaders()
                    .set("Content-Type", body.startsWith("<") ? "application/xml" : "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        clients = AwsClients.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "eu-central-1",
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")));
    }

    /** An AWS failure of the services that speak JSON. */
    public static AnsweringEndpoint failing(int status, String code) throws IOException {
        return new AnsweringEndpoint(status, "{\"__type\":\"com.amazonaws#" + code + "\",\"message\":\"quoted-4711\"}");
    }

    /** An AWS failure of S3. */
    public static AnsweringEndpoint failingXml(int status, String code) throws IOException {
        return new AnsweringEndpoint(
                status, "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>no</Message></Error>");
    }

    public AwsClients clients() {
        return clients;
    }

    public int calls() {
        return calls.get();
    }

    /** The body of the last request. */
    public String lastRequest() {
        return lastRequest.get();
    }

    @Override
    public void close() {
        clients.close();
        server.stop(0);
    }
}
