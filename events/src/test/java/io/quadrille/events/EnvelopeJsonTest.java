package io.quadrille.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the CloudEvents project's own JSON format, both ways. */
class EnvelopeJsonTest {
    private static final JsonFormat ORACLE = new JsonFormat();
    private static final String HEAD =
            "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/quadrille/c\",\"type\":\"t.v1\"";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1, 2]",
                "{\"a\":{\"b\":[\"}\",\"\\\"\"]}}",
                "\"text\"",
                "\"\"",
                "5",
                "-1.5E+3",
                "true",
                "false",
                "null"
            })
    void what_we_write_the_oracle_reads_alike(String data) {
        Envelope ours = new Envelope(
                event().withData("application/json", data.getBytes(UTF_8)).build());
        byte[] written = EnvelopeJson.write(ours);
        assertSame(EnvelopeJson.read(written).event(), ORACLE.deserialize(written));
        assertThat(EnvelopeJson.read(written).data())
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(data.getBytes(UTF_8)));
        assertThat(EnvelopeJson.write(EnvelopeJson.read(written))).isEqualTo(written);
    }

    @Test
    void what_the_oracle_writes_we_read_alike() {
        CloudEvent json = event().withData("application/json", "{\"a\":[1,2]}".getBytes(UTF_8))
                .build();
        CloudEvent text =
                event().withData("text/plain", "5 < \"6\" 😀".getBytes(UTF_8)).build();
        CloudEvent binary = event().withData("application/octet-stream", new byte[] {0, -1, 34})
                .build();
        CloudEvent bare = event().build();
        for (CloudEvent event : new CloudEvent[] {json, text, binary, bare}) {
            byte[] written = ORACLE.serialize(event);
            CloudEvent read = EnvelopeJson.read(written).event();
            assertSame(read, ORACLE.deserialize(written));
            assertSame(ORACLE.deserialize(EnvelopeJson.write(new Envelope(read))), event);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // foreign member order, white space, data first
                "{ \"data\" : { \"a\" : 1 } ,\n \"type\":\"t.v1\", \"id\":\"1\", \"specversion\":\"1.0\", \"source\":\"/x\" } \n ",
                "{\"data\":\"text\",\"run\":\"r\",\"type\":\"t.v1\",\"id\":\"1\",\"specversion\":\"1.0\",\"source\":\"/x\"}",
                "{\"data\":5,\"type\":\"t.v1\",\"id\":\"1\",\"specversion\":\"1.0\",\"source\":\"/x\"}",
                HEAD + ",\"data\":5}",
                HEAD + ",\"data\":5 }\n",
                HEAD + ",\"data\":true}\t",
                HEAD + ",\"data\":null}",
                HEAD + ",\"data\":\"\\u00e9\\ud83d\\ude00\"}",
                HEAD + ",\"data\":[[],{}]  }",
                // data_base64, before and after its type
                HEAD + ",\"data_base64\":\"AP8i\",\"datacontenttype\":\"application/octet-stream\"}",
                HEAD + ",\"datacontenttype\":\"application/json\",\"data_base64\":\"eyJhIjoxfQ==\"}",
                // strings of other media types are their content
                HEAD + ",\"datacontenttype\":\"text/plain\",\"data\":\"a \\\"b\\\"\"}",
                HEAD + ",\"data\":\"<a/>\",\"datacontenttype\":\"application/xml\"}",
                HEAD + ",\"data\":{\"a\":1},\"datacontenttype\":\"application/json; charset=utf-8\"}",
                HEAD + ",\"data\":{\"a\":1},\"datacontenttype\":\"text/json\"}",
                HEAD + ",\"data_base64\":\"eyJhIjoxfQ==\"}",
                // extensions of every simple type
                HEAD + ",\"attempt\":-3,\"flag\":true,\"text\":\"\"}",
                HEAD + ",\"subject\":\"s\",\"dataschema\":\"http://x/y\",\"time\":\"2026-11-03T10:00:00.5+01:00\"}",
                // a length that lies: too short, too long, of what follows, negative, not a number of ours
                HEAD + ",\"datalength\":\"3\",\"data\":{\"a\":1}}",
                HEAD + ",\"datalength\":\"70\",\"data\":{\"a\":1}}",
                HEAD + ",\"datalength\":\"-7\",\"data\":{\"a\":1}}",
                HEAD + ",\"datalength\":\"2147483647\",\"data\":{\"a\":1}}",
                HEAD + ",\"datalength\":7,\"data\":{\"a\":1},\"more\":\"}\"}",
                HEAD + ",\"datalength\":\"7\",\"data\":{\"a\":1}} ",
            })
    void foreign_events_are_read_as_the_oracle_reads_them(String event) {
        byte[] bytes = event.getBytes(UTF_8);
        assertSame(EnvelopeJson.read(bytes).event(), ORACLE.deserialize(bytes));
        byte[] delivered = ("{\"version\":\"0\",\"detail-type\":\"t.v1\",\"detail\":" + event
                        + ",\"resources\":[{\"}\":1}]} ")
                .getBytes(UTF_8);
        assertSame(EventBridgeJson.read(delivered).event(), ORACLE.deserialize(bytes));
        assertSame(EventBridgeJson.read(bytes).event(), ORACLE.deserialize(bytes));
    }

    /** CloudEvents JSON format 2.2; the oracle makes the text "null" of a null extension. */
    @Test
    void null_attributes_are_absent() {
        Envelope event = EnvelopeJson.read(
                (HEAD + ",\"run\":null,\"subject\":null,\"time\":null,\"datacontenttype\":null,\"data_base64\":null}")
                        .getBytes(UTF_8));
        assertThat(event.event())
                .isEqualTo(EnvelopeJson.read((HEAD + "}").getBytes(UTF_8)).event());
        assertThat(event.findText(Extensions.RUN)).isEmpty();
        assertThat(event.data()).isEmpty();
    }

    @Test
    void media_types_with_a_json_suffix_are_json() {
        Envelope event = EnvelopeJson.read(
                (HEAD + ",\"data\":{\"a\":1},\"datacontenttype\":\"application/vnd.api+json\"}").getBytes(UTF_8));
        assertThat(event.data().map(data -> new String(data, UTF_8))).hasValue("{\"a\":1}");
    }

    @Test
    void data_of_true_length_at_the_end_is_sliced_in_both_forms() {
        byte[] bytes = (HEAD + ",\"datalength\":\"7\",\"data\":{\"a\":1}}").getBytes(UTF_8);
        assertThat(EnvelopeJson.read(bytes).data().map(data -> new String(data, UTF_8)))
                .hasValue("{\"a\":1}");
        byte[] wrapped = ("{\"version\":\"0\",\"detail\":" + HEAD + ",\"datalength\":\"7\",\"data\":{\"a\":1}}}")
                .getBytes(UTF_8);
        assertThat(EventBridgeJson.read(wrapped).data().map(data -> new String(data, UTF_8)))
                .hasValue("{\"a\":1}");
    }

    /** Whether the length that an event says is its data's or not, and whatever its data are. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[\"}\"]}}",
                "[1,2]",
                "{}",
                "\"text\"",
                "5",
                "",
                "{\"half\":",
                "<a/>",
                "{\"a\":\"é\"}"
            })
    void an_event_in_pieces_is_read_as_the_same_bytes_in_one_array(String data) {
        for (String length : new String[] {null, String.valueOf(data.getBytes(UTF_8).length), "1", "0", "-1"}) {
            for (String type : new String[] {"application/json", "text/plain"}) {
                CloudEventBuilder event = event();
                if (length != null) {
                    event.withExtension(Extensions.DATA_LENGTH, length);
                }
                Envelope envelope =
                        new Envelope(event.withData(type, data.getBytes(UTF_8)).build());
                EventBytes pieces = EventBridgeJson.wrapInPieces(envelope);
                assertThat(pieces.toByteArray()).isEqualTo(EventBridgeJson.wrap(envelope));
                assertThat(pieces.length()).isEqualTo(pieces.toByteArray().length);
                assertThat(reading(pieces)).isEqualTo(reading(EventBytes.of(pieces.toByteArray())));
            }
        }
    }

    private static String reading(EventBytes bytes) {
        try {
            Envelope read = EventBridgeJson.read(bytes);
            return new String(EnvelopeJson.write(read), UTF_8);
        } catch (UnreadableEvent e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void data_in_an_array_of_their_own_are_not_copied() {
        byte[] data = "{\"a\":1}".getBytes(UTF_8);
        CloudEvent event = event().withExtension(Extensions.DATA_LENGTH, String.valueOf(data.length))
                .withData("application/json", data)
                .build();
        Envelope read = EventBridgeJson.read(EventBridgeJson.wrapInPieces(new Envelope(event)));
        assertThat(read.data()).hasValueSatisfying(bytes -> assertThat(bytes).isSameAs(data));
    }

    @Test
    void length_that_takes_in_later_members_is_refused_by_whoever_reads_the_data() {
        Envelope stalled = Facts.envelope(
                new Fact.RunFailed(new RunKey("c", "run", 1), "why"),
                new Emission(java.time.Instant.EPOCH, null, new Emission.Context(java.time.Instant.EPOCH, null, null)));
        String honest = new String(EnvelopeJson.write(stalled), UTF_8);
        int length = stalled.data().orElseThrow().length;
        String more = ",\"more\":{}";
        String lying = honest.replace(
                "\"datalength\":\"" + length + "\"", "\"datalength\":\"" + (length + more.length()) + "\"");
        byte[] bytes = (lying.substring(0, lying.length() - 1) + more + "}").getBytes(UTF_8);
        Envelope read = EnvelopeJson.read(bytes);
        assertThatThrownBy(() -> Facts.fact(read)).isInstanceOf(UnreadableEvent.class);
        assertThat(EnvelopeJson.write(read)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "{}",
                "{\"specversion\":\"1.0\"}",
                "secret",
                "{\"id\":\"secret\"",
                "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}",
                "{\"specversion\":1.0,\"id\":\"1\",\"source\":\"/x\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":{\"a\":\"secret\"},\"source\":\"/x\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"not a uri secret\",\"type\":\"t\"}",
                HEAD + ",\"time\":\"secret\"}",
                HEAD + ",\"run\":{\"a\":\"secret\"}}",
                HEAD + ",\"run\":1.5}",
                HEAD + ",\"attempt\":3000000000}",
                HEAD + ",\"Bad_Name\":\"secret\"}",
                HEAD + ",\"datalength\":\"secret\"}",
                HEAD + ",\"data_base64\":\"?secret?\"}",
                HEAD + ",\"datacontenttype\":\"text/plain\",\"data\":{\"a\":\"secret\"}}",
                HEAD + ",\"data\":{\"a\":\"secret}",
                HEAD + ",\"data\":",
            })
    void what_is_no_cloud_event_is_unreadable_and_not_quoted(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThatThrownBy(() -> EnvelopeJson.read(bytes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> EventBridgeJson.read(bytes))
                .isInstanceOf(UnreadableEvent.class)
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "0, attempt 0",
        "-1, attempt -1",
        "'\"x\"', attribute 'attempt' is not a whole number",
        "'\"4294967297\"', attribute 'attempt' is out of its range",
        "true, attribute 'attempt' is not a whole number",
        "null, has no attribute 'attempt'"
    })
    void attempt_that_is_none_makes_the_event_unreadable(String attempt, String message) {
        Envelope event = EnvelopeJson.read((HEAD + ",\"run\":\"r\",\"attempt\":" + attempt + "}").getBytes(UTF_8));
        assertThatThrownBy(event::run).isInstanceOf(UnreadableEvent.class).hasMessageContaining(message);
    }

    @Test
    void event_without_time_or_from_elsewhere_is_unreadable_where_we_need_it() {
        Envelope foreign = EnvelopeJson.read(
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/other\",\"type\":\"t\"}".getBytes(UTF_8));
        assertThatThrownBy(foreign::time).isInstanceOf(UnreadableEvent.class).hasMessage("event 1 has no time");
        assertThatThrownBy(foreign::pipeline)
                .isInstanceOf(UnreadableEvent.class)
                .hasMessage("event 1: source '/other' does not begin with /quadrille/");
    }

    @Test
    void attributes_alone_are_an_event_too() {
        Envelope event = new Envelope(
                event().withData("application/json", "{}".getBytes(UTF_8)).build());
        byte[] attributes = EnvelopeJson.writeAttributes(event);
        assertSame(EnvelopeJson.read(attributes).event(), ORACLE.deserialize(attributes));
        assertThat(new String(attributes, UTF_8)).doesNotContain("data\"").doesNotContain("datacontenttype");
    }

    private static CloudEventBuilder event() {
        return CloudEventBuilder.v1()
                .withId("a-1")
                .withSource(URI.create("/quadrille/customers"))
                .withType("customers.extracted.v1")
                .withTime(OffsetDateTime.parse("2026-11-03T09:30:00.123456Z"))
                .withExtension("run", "0123456789abcdef")
                .withExtension("attempt", 2)
                .withExtension("flag", true);
    }

    private static void assertSame(CloudEvent ours, CloudEvent oracles) {
        assertThat(ours.getAttributeNames()).isEqualTo(oracles.getAttributeNames());
        for (String name : ours.getAttributeNames()) {
            assertThat(ours.getAttribute(name)).as(name).isEqualTo(oracles.getAttribute(name));
        }
        assertThat(ours.getExtensionNames()).isEqualTo(oracles.getExtensionNames());
        for (String name : ours.getExtensionNames()) {
            assertThat(ours.getExtension(name)).as(name).isEqualTo(oracles.getExtension(name));
        }
        assertThat(data(ours)).isEqualTo(data(oracles));
    }

    /** JSON without its white space, or other bytes as base64. */
    private static String data(CloudEvent event) {
        if (event.getData() == null) {
            return "none";
        }
        byte[] bytes = Objects.requireNonNull(event.getData()).toBytes();
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(bytes)
                    .toString();
        } catch (java.io.IOException e) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
