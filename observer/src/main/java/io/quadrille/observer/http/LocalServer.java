package io.quadrille.observer.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a handler on 127.0.0.1, to this machine alone. At most {@value #MOST_LISTENERS} pages listen to events at a
 * time; who takes nothing for 30 seconds is cut off. Thread safe.
 *
 * <pre>{@code
 * try (LocalServer server = LocalServer.bind(0)) {
 *     server.start(handler);
 *     print("http://127.0.0.1:" + server.port());
 * }
 * }</pre>
 */
public final class LocalServer implements AutoCloseable {
    static final int MOST_LISTENERS = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(LocalServer.class);
    private static final int OTHER_THREADS = 64;
    private static final int MOST_WAITING = 1_000;
    private static final long STACK_BYTES = 512 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final StuckWriters writers = new StuckWriters(PATIENCE);

    private LocalServer(HttpServer server) {
        this.server = server;
        this.threads = new ThreadPoolExecutor(
                MOST_LISTENERS + OTHER_THREADS,
                MOST_LISTENERS + OTHER_THREADS,
                PATIENCE.toSeconds(),
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                LocalServer::thread);
        threads.allowCoreThreadTimeOut(true);
        server.setExecutor(threads);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "quadrille-http", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes a port; nothing is answered before {@link #start}.
     *
     * @param port 0 for any that is free
     * @throws BindException if somebody else has it
     */
    public static LocalServer bind(int port) throws IOException {
        // Without it a small answer waits 40 ms for the client's acknowledgement; read once, by the first server.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
        // Seconds that a request may take to arrive.
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", "30");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        return new LocalServer(HttpServer.create(address, MOST_WAITING));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    InetAddress address() {
        return server.getAddress().getAddress();
    }

    public void start(Handler handler) {
        Exchanges exchanges = new Exchanges(handler, writers, MOST_LISTENERS);
        server.createContext("/", exchange -> handle(exchanges, exchange));
        server.start();
    }

    private static void handle(Exchanges exchanges, HttpExchange exchange) {
        try (exchange) {
            exchanges.answer(exchange);
        } catch (IOException e) {
            LOG.debug("a client of {} went away", exchange.getRequestURI().getPath(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", exchange.getRequestURI().getPath(), e);
        }
    }

    /** Ends what is under way at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        writers.close();
    }
}
