package io.quadrille.events.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import io.quadrille.events.ChunkKey;
import io.quadrille.events.ChunkOutcome;
import io.quadrille.events.Counts;
import io.quadrille.events.Emission;
import io.quadrille.events.Envelope;
import io.quadrille.events.EventBridgeJson;
import io.quadrille.events.Fact;
import io.quadrille.events.FactKind;
import io.quadrille.events.Facts;
import io.quadrille.events.RunKey;
import io.quadrille.events.Seed;
import io.quadrille.events.pipeline.Choreography;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Sample;
import io.quadrille.events.records.AesGcmCipher;
import io.quadrille.events.records.EveryKind;
import io.quadrille.events.records.Origin;
import io.quadrille.events.records.RecordCodec;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.TextRecord;
import io.quadrille.events.records.Traced;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas against real events, by a validator that knows Draft 4. */
class JsonSchemasTest {
    private static final ValidatorFactory DRAFT_4 = new ValidatorFactory()
            .withDefaultDialect(new Dialects.Draft4Dialect())
            .withJsonNodeFactory(new JacksonNode.Factory());
    private static final AesGcmCipher CIPHER = new AesGcmCipher(new byte[32], "0123456789abcdef");
    private static final List<String> COLUMNS = List.of("Id", "Name");

    @ParameterizedTest
    @EnumSource
    void events_of_every_fact_are_valid(FactKind kind) {
        Envelope event = FactSamples.event(kind);
        String schema =
                kind.carriesRecords() ? JsonSchemas.event(sampled(), FactSamples.type(kind)) : JsonSchemas.event(kind);
        assertValid(schema, delivered(event));
    }

    @ParameterizedTest
    @EnumSource
    void every_schema_is_a_draft_4_schema(FactKind kind) {
        String document = kind.carriesRecords()
                ? JsonSchemas.event(Sample.ORDERS, kind == FactKind.RECORDS_EXTRACTED ? Sample.READ : Sample.TYPED)
                : JsonSchemas.event(kind);
        JsonNode schema = PrettyJson.read(document);
        assertThat(schema.path("$schema").asText()).isEqualTo("http://json-schema.org/draft-04/schema#");
        assertValid("{\"$ref\":\"http://json-schema.org/draft-04/schema#\"}", schema);
        assertNoLaterKeyword(schema);
    }

    /** By hand: keywords that came after Draft 4, or mean another thing there. */
    private static void assertNoLaterKeyword(JsonNode schema) {
        List<String> keywords = new ArrayList<>();
        schema.findParents("type").forEach(object -> object.fieldNames().forEachRemaining(keywords::add));
        assertThat(keywords)
                .doesNotContain(
                        "const",
                        "if",
                        "then",
                        "contains",
                        "propertyNames",
                        "examples",
                        "$id",
                        "$defs",
                        "prefixItems",
                        "exclusiveMinimum",
                        "exclusiveMaximum",
                        "nullable",
                        "contentEncoding");
    }

    @Test
    void random_records_of_every_kind_are_valid() {
        Random random = Seed.random("random_records_of_every_kind_are_valid", 11);
        URI schema = URI.create("urn:every-kind");
        Validator validator = DRAFT_4.createValidator();
        validator.registerSchema(schema, JsonSchemas.data(EveryKind.TYPE));
        for (int round = 0; round < 60; round++) {
            byte[] data = new RecordCodec<>(EveryKind.TYPE).encode(EveryKind.chunk(random, 3), List.of(), CIPHER);
            Validator.Result result = validator.validate(schema, new String(data, UTF_8));
            assertThat(result.getErrors()).isEmpty();
            assertThat(result.isValid()).isTrue();
        }
    }

    @Test
    void records_of_a_file_without_a_class_are_valid_with_any_columns() {
        RecordType<TextRecord> type = RecordType.records("rows.read.v1", TextRecord.class);
        byte[] data = new RecordCodec<>(type)
                .encode(
                        List.of(new Traced<>(new Origin(2, 9, 0), new TextRecord(COLUMNS, List.of("1", "Ann")))),
                        COLUMNS,
                        CIPHER);
        ObjectNode json = (ObjectNode) PrettyJson.read(new String(data, UTF_8));
        assertValid(JsonSchemas.data(type), json);
        ((ArrayNode) json.path("records").path(0)).add(5);
        assertInvalid(JsonSchemas.data(type), json);
    }

    @Test
    void broken_records_are_not() {
        for (Consumer<ObjectNode> damage : List.<Consumer<ObjectNode>>of(
                data -> data.remove("columns"),
                data -> data.remove("records"),
                data -> data.remove("origins"),
                data -> ((ArrayNode) data.path("columns")).remove(0),
                data -> ((ArrayNode) data.path("columns")).set(0, "renamed"),
                data -> ((ArrayNode) data.path("columns")).add("more"),
                data -> origins(data).add(-1),
                data -> origins(data).add("7"),
                data -> origins(data).addArray().add(1).add(0),
                data -> origins(data).addArray().add(1).add(0).add(-1),
                data -> origins(data).addArray().add(1).add(0).add(1L << 31),
                data -> origins(data).addArray().add(1).add(0).add(0).add(0),
                data -> row(data).remove(0),
                data -> row(data).add("more"),
                data -> row(data).set(0, 5),
                data -> row(data).setNull(0),
                data -> row(data).set(1, 128),
                data -> row(data).set(1, "5"),
                data -> row(data).set(2, -32769),
                data -> row(data).set(3, 1L << 31),
                data -> row(data).set(4, new java.math.BigInteger("9223372036854775808")),
                data -> row(data).set(5, 1.5),
                data -> row(data).set(6, 1.5),
                data -> row(data).set(6, "1,5"),
                data -> row(data).set(7, "true"),
                data -> row(data).set(8, "3.11.2026"),
                data -> row(data).set(10, "CLUBS"),
                data -> row(data).set(11, 5),
                data -> row(data).set(12, "5"),
                data -> ((ObjectNode) row(data).path(13)).remove("town"),
                data -> row(data).set(14, PrettyJson.object()),
                data -> row(data).set(15, "none"),
                data -> row(data).add("sensitive, in clear"),
                data -> data.remove("sealed"),
                data -> sealed(data).remove("secret"),
                data -> sealed(data).put("secret", "in clear"),
                data -> sealed(data).putNull("salary"),
                data -> sealed(data).putObject("contact").put("email", "ann@example.org"))) {
            byte[] encoded =
                    new RecordCodec<>(EveryKind.TYPE).encode(EveryKind.chunk(new Random(5), 1), List.of(), CIPHER);
            ObjectNode data = (ObjectNode) PrettyJson.read(new String(encoded, UTF_8));
            assertValid(JsonSchemas.data(EveryKind.TYPE), data);
            damage.accept(data);
            assertInvalid(JsonSchemas.data(EveryKind.TYPE), data);
        }
    }

    private static ObjectNode sealed(ObjectNode data) {
        return (ObjectNode) data.path("sealed");
    }

    private static ArrayNode origins(ObjectNode data) {
        return (ArrayNode) data.path("origins");
    }

    private static ArrayNode row(ObjectNode data) {
        return (ArrayNode) data.path("records").path(0);
    }

    @Test
    void broken_events_are_not() {
        for (Consumer<ObjectNode> damage : List.<Consumer<ObjectNode>>of(
                event -> event.remove("source"),
                event -> event.put("detail-type", "other.v1"),
                event -> event.put("detail", "text"),
                event -> detail(event).remove("id"),
                event -> detail(event).put("specversion", "0.3"),
                event -> detail(event).put("source", "elsewhere"),
                event -> detail(event).put("type", "other.v1"),
                event -> detail(event).put("fact", "run-started"),
                event -> detail(event).put("attempt", 0),
                event -> detail(event).put("attempt", "1"),
                event -> detail(event).put("chunk", -1),
                event -> detail(event).remove("recordsin"),
                event -> detail(event).put("firstline", 5),
                event -> detail(event).put("datahash", "ABC"),
                event -> detail(event).remove("data"),
                event -> detail(event).put("data", "text"))) {
            ObjectNode event = delivered(FactSamples.event(FactKind.RECORDS_EXTRACTED));
            damage.accept(event);
            assertInvalid(JsonSchemas.event(sampled(), FactSamples.EXTRACTED), event);
        }
    }

    @Test
    void claim_check_may_stand_for_the_data() {
        ObjectNode event = delivered(FactSamples.event(FactKind.RECORDS_EXTRACTED));
        detail(event).remove("data");
        detail(event).put("dataref", "s3://kept/1");
        assertValid(JsonSchemas.event(sampled(), FactSamples.EXTRACTED), event);
    }

    @Test
    void events_of_a_pipeline_name_their_source_and_kind() {
        ChunkKey key = new ChunkKey(new RunKey("orders", "0123456789abcdef", 1), "type", 0);
        ChunkOutcome outcome = new ChunkOutcome(key, Counts.ZERO, 0, 0, null, null, ChunkOutcome.Timing.NONE);
        Emission emission = new Emission(Instant.EPOCH, null, new Emission.Context(Instant.EPOCH, null, null));
        byte[] none = new RecordCodec<>(Sample.TYPED).encode(List.of(), List.of(), CIPHER);
        Fact.StepOutcome transformed = new Fact.RecordsTransformed(outcome);
        Fact.StepOutcome extracted = new Fact.RecordsExtracted(outcome);
        String schema = JsonSchemas.event(Sample.ORDERS, Sample.TYPED);
        assertValid(schema, delivered(Facts.envelope(transformed, Sample.TYPED, none, emission)));
        assertInvalid(schema, delivered(Facts.envelope(extracted, Sample.TYPED, none, emission)));
        assertThat(PrettyJson.read(schema).path("x-amazon-events-source").asText())
                .isEqualTo("orders");
    }

    @Test
    void sensitive_fields_keep_the_schema_of_their_clear_value_aside() {
        JsonNode secret = PrettyJson.read(JsonSchemas.data(EveryKind.TYPE)).at("/properties/sealed/properties/contact");
        assertThat(secret.path("type").asText()).isEqualTo("string");
        assertThat(secret.at("/x-quadrille-clear/properties/email/type").asText())
                .isEqualTo("string");
    }

    @Test
    void same_definition_gives_the_same_text() {
        assertThat(JsonSchemas.event(Sample.ORDERS, Sample.LINES))
                .isEqualTo(JsonSchemas.event(Sample.ORDERS, Sample.LINES))
                .endsWith("}\n")
                .doesNotContain("\r");
    }

    @Test
    void schema_of_no_data_is_refused() {
        assertThatThrownBy(() -> JsonSchemas.data(FactKind.RECORDS_LOADED))
                .hasMessage("quadrille.records-loaded.v1 has no data: its attributes say everything");
        assertThatThrownBy(() -> JsonSchemas.event(FactKind.RECORDS_EXTRACTED))
                .hasMessage(
                        "RECORDS_EXTRACTED carries records: its schema is that of a record type, event(pipeline, type)");
    }

    private static Pipeline sampled() {
        return Choreography.pipeline("customers")
                .steps(
                        Choreography.extract("extract", Choreography.csv()).emits(FactSamples.EXTRACTED),
                        Choreography.step("clean").on(FactSamples.EXTRACTED).emits(FactSamples.CLEANED))
                .endsWith(FactSamples.CLEANED)
                .build();
    }

    private static ObjectNode delivered(Envelope event) {
        return (ObjectNode) PrettyJson.read(new String(EventBridgeJson.wrap(event), UTF_8));
    }

    private static ObjectNode detail(ObjectNode event) {
        return (ObjectNode) event.path("detail");
    }

    private static void assertValid(String schema, JsonNode instance) {
        assertThat(errors(schema, instance)).isEmpty();
    }

    private static void assertInvalid(String schema, JsonNode instance) {
        assertThat(errors(schema, instance)).as("%s", instance).isNotEmpty();
    }

    private static Map<String, String> errors(String schema, JsonNode instance) {
        Validator.Result result = DRAFT_4.validate(schema, instance.toString());
        Map<String, String> errors = new java.util.LinkedHashMap<>();
        result.getErrors().forEach(error -> errors.put(error.getInstanceLocation(), error.getError()));
        if (!result.isValid()) {
            errors.putIfAbsent("", "invalid");
        }
        return errors;
    }
}
