package io.quadrille.aws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.events.SourceObject;
import io.quadrille.events.UnreadableEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class S3NotificationsTest {
    private static final String ETAG = "d41d8cd98f00b204e9800998ecf8427e";

    @Test
    void a_key_of_eventbridge_is_taken_as_it_stands() {
        assertThat(read(eventBridge("Object Created", "in/a+b%20c März.csv", ",\"version-id\":\"v1\"")))
                .containsExactly(new S3Arrival(
                        new SourceObject("landing", "in/a+b%20c März.csv", "v1", 17), "0055AED6DCD90281E5"));
    }

    @Test
    void a_key_of_a_direct_notification_is_url_decoded() {
        assertThat(read(direct("ObjectCreated:Put", "in/a%2Bb%2520c+M%C3%A4rz.csv", ",\"versionId\":\"v1\"")))
                .containsExactly(new S3Arrival(
                        new SourceObject("landing", "in/a+b%20c März.csv", "v1", 17), "0055AED6DCD90281E5"));
    }

    @Test
    void an_object_without_a_version_is_known_by_its_etag() {
        SourceObject expected = new SourceObject("landing", "a.csv", ETAG, 17);

        assertThat(read(eventBridge("Object Created", "a.csv", "")))
                .extracting(S3Arrival::source)
                .containsExactly(expected);
        assertThat(read(direct("ObjectCreated:Put", "a.csv", "")))
                .extracting(S3Arrival::source)
                .containsExactly(expected);
        assertThat(read(direct("ObjectCreated:Put", "a.csv", ",\"versionId\":\"null\"")))
                .extracting(S3Arrival::source)
                .containsExactly(expected);
    }

    @Test
    void what_creates_no_object_starts_nothing() {
        assertThat(read(eventBridge("Object Deleted", "a.csv", ""))).isEmpty();
        assertThat(read(direct("ObjectRemoved:Delete", "a.csv", ""))).isEmpty();
        assertThat(read("{\"Service\":\"Amazon S3\",\"Event\":\"s3:TestEvent\",\"Bucket\":\"landing\"}"))
                .isEmpty();
        assertThat(read("{\"Records\":[]}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not-json-4711",
                "[]",
                "null",
                "{\"secret\":\"4711\"}",
                "{\"source\":\"aws.s3\",\"detail-type\":\"Object Created\",\"detail\":{\"bucket\":{\"name\":\"4711\"}}}",
                "{\"Records\":[{\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\"b\"},"
                        + "\"object\":{\"key\":\"4711%zz\"}}}]}"
            })
    void what_is_no_s3_event_is_unreadable_and_not_quoted(String message) {
        assertThatThrownBy(() -> read(message))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageNotContaining("4711");
    }

    private static List<S3Arrival> read(String message) {
        return S3Notifications.read(message.getBytes(UTF_8));
    }

    private static String eventBridge(String type, String key, String version) {
        return ("{\"version\":\"0\",\"detail-type\":\"%s\",\"source\":\"aws.s3\",\"detail\":{\"bucket\":{\"name\":"
                        + "\"landing\"},\"object\":{\"key\":\"%s\",\"size\":17,\"etag\":\"%s\","
                        + "\"sequencer\":\"0055AED6DCD90281E5\"%s}}}")
                .formatted(type, key, ETAG, version);
    }

    private static String direct(String name, String key, String version) {
        return ("{\"Records\":[{\"eventName\":\"%s\",\"s3\":{\"bucket\":{\"name\":\"landing\"},\"object\":{\"key\":"
                        + "\"%s\",\"size\":17,\"eTag\":\"%s\",\"sequencer\":\"0055AED6DCD90281E5\"%s}}}]}")
                .formatted(name, key, ETAG, version);
    }

    @Test
    void what_is_written_is_read_again() {
        for (String version : List.of("3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY", "d41d8cd98f00b204e9800998ecf8427e-12")) {
            S3Arrival arrival =
                    new S3Arrival(new SourceObject("b", "landing/M\u00e4rz 1+2 \"%41\".csv", version, 7), null);
            assertThat(S3Notifications.read(S3Notifications.write(arrival).getBytes(UTF_8)))
                    .containsExactly(arrival);
        }
    }
}
