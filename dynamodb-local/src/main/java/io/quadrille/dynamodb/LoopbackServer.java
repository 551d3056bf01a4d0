package io.quadrille.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local in memory on a free port of the loopback interface, until its standard input ends: with the tests that
 * started it, however they ended. Its own main class knows ports alone and listens on every interface; it also needs a
 * telemetry client. The Java launcher runs this file from source, so that no build compiles against DynamoDB Local.
 */
public final class LoopbackServer {
    private LoopbackServer() {}

    /** Prints {@code Listening on <URL>} as soon as it does. */
    public static void main(String[] arguments) throws Exception {
        ContextHandler root = new ContextHandler("/");
        root.setHandler(
                new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, false, false), null));
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.setHandler(root);
        server.start();
        System.out.println("Listening on http://127.0.0.1:" + server.getURI().getPort());
        while (System.in.read() >= 0) {
            // nothing is said to it
        }
        System.exit(0); // its own threads would go on
    }
}
