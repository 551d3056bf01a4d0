package io.quadrille.observer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalServerTest {
    private static final byte[] MUCH = new byte[1 << 20];

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch left = new CountDownLatch(1);
    private LocalServer server;

    @BeforeEach
    void start() throws IOException {
        server = LocalServer.bind(0);
        server.start(new Router(
                List.of(
                        Route.get("/one", (request, segments) -> Response.text("text/plain", "1")),
                        Route.get(
                                "/broken",
                                (request, segments) -> Response.download("text/csv", "a.csv", out -> {
                                    out.write("line\n".repeat(50_000).getBytes(UTF_8));
                                    throw new IllegalStateException("half way");
                                })),
                        Route.get("/events", (request, segments) -> Response.events(new Endless())),
                        Route.post("/echo", (request, segments) -> Response.of(200, "text/plain", request.body()))),
                Guard.NONE,
                failure -> Optional.empty()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Tells without end; notices that its listener left. */
    private final class Endless implements EventSource {
        @Override
        public Optional<Event> next(Duration patience) {
            return Optional.of(new Event("1", "run", "x".repeat(100_000)));
        }

        @Override
        public List<Event> now() {
            return List.of();
        }

        @Override
        public void close() {
            left.countDown();
        }
    }

    private HttpResponse<String> send(String method, String path, byte[] body)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answers_whole_texts_and_only_their_head_where_that_is_asked() throws Exception {
        assertThat(send("GET", "/one", new byte[0]).body()).isEqualTo("1");
        HttpResponse<String> head = send("HEAD", "/one", new byte[0]);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(send("POST", "/echo", "äö".getBytes(UTF_8)).body()).isEqualTo("äö");
    }

    @Test
    void body_beyond_the_limit_is_a_problem() throws Exception {
        HttpResponse<String> response = send("POST", "/echo", MUCH);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("larger than 65536 bytes");
    }

    @Test
    void query_beyond_the_limit_is_a_problem() throws Exception {
        HttpResponse<String> response = send("GET", "/one?a=" + "b".repeat(10_000), new byte[0]);
        assertThat(response.statusCode()).isEqualTo(414);
        assertThat(response.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void answer_that_breaks_off_does_not_look_whole() {
        assertThatThrownBy(() -> send("GET", "/broken", new byte[0])).isInstanceOf(IOException.class);
    }

    @Test
    void listener_that_goes_away_is_let_go() throws Exception {
        try (Socket socket = connect("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")) {
            byte[] some = socket.getInputStream().readNBytes(200_000);
            assertThat(new String(Arrays.copyOf(some, 1_000), UTF_8))
                    .contains("text/event-stream", "retry: 1000", "event: run");
        }
        assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void clients_that_never_read_do_not_keep_others_from_being_answered() throws Exception {
        Socket[] idle = new Socket[200];
        try {
            for (int i = 0; i < idle.length; i++) {
                idle[i] = connect("GET /events HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            assertThat(send("GET", "/one", new byte[0]).body()).isEqualTo("1");
        } finally {
            for (Socket socket : idle) {
                if (socket != null) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void second_server_on_the_port_is_refused() {
        assertThatThrownBy(() -> LocalServer.bind(server.port())).isInstanceOf(BindException.class);
    }

    @Test
    void server_is_bound_to_this_machine_alone() {
        assertThat(server.address().isLoopbackAddress()).isTrue();
    }

    @Test
    void writer_whose_client_takes_nothing_is_cut_off() throws Exception {
        try (StuckWriters writers = new StuckWriters(Duration.ofMillis(60))) {
            CountDownLatch entered = new CountDownLatch(1);
            OutputStream out = writers.watch(new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    entered.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        throw new IOException("cut off", e);
                    }
                }
            });
            assertThatThrownBy(() -> out.write(1)).hasMessage("cut off");
            assertThat(entered.getCount()).isZero();
        }
    }

    private Socket connect(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(request.getBytes(UTF_8));
        return socket;
    }

    @Test
    void headers_of_a_request_are_known_in_lower_case() {
        Request request = Request.of("GET", "/", null, Map.of("Last-Event-ID", "7"), new byte[0]);
        assertThat(request.header("last-event-id")).contains("7");
    }
}
