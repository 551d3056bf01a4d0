package io.quadrille.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.events.deployment.Deployment;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.infra.Synthesis.Template;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StorageTest {
    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void buckets_are_closed_encrypted_and_outlive_the_stack(Template template) {
        assertThat(template.all("AWS::S3::Bucket")).hasSize(2).allSatisfy((id, bucket) -> {
            JsonNode properties = bucket.path("Properties");
            assertThat(properties.path("PublicAccessBlockConfiguration"))
                    .hasSize(4)
                    .allMatch(JsonNode::asBoolean);
            assertThat(properties
                            .at("/BucketEncryption/ServerSideEncryptionConfiguration/0/ServerSideEncryptionByDefault")
                            .path("SSEAlgorithm")
                            .asText())
                    .isEqualTo("aws:kms");
            assertThat(bucket.path("DeletionPolicy").asText()).isEqualTo("Retain");
        });
        assertThat(template.properties("AWS::S3::BucketPolicy"))
                .hasSize(2)
                .allMatch(policy -> policy.toString().contains("aws:SecureTransport")
                        && policy.toString().contains("s3:TlsVersion"));
        JsonNode landing = template.one("AWS::S3::Bucket", "LandingBucket");
        assertThat(landing.at("/VersioningConfiguration/Status").asText()).isEqualTo("Enabled");
        assertThat(landing.at("/NotificationConfiguration/EventBridgeConfiguration/EventBridgeEnabled")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void claim_checks_outlive_archive_queue_and_dead_letters(Template template) {
        int archive = template.properties("AWS::Events::Archive")
                .get(0)
                .path("RetentionDays")
                .asInt();
        List<String> expiring = new ArrayList<>();
        template.one("AWS::S3::Bucket", "BlobsBucket")
                .at("/LifecycleConfiguration/Rules")
                .forEach(rule -> {
                    if (rule.has("ExpirationInDays")) {
                        expiring.add(rule.path("Prefix").asText());
                        assertThat(rule.path("ExpirationInDays").asInt()).isGreaterThan(archive + 4 + 14);
                    }
                });
        assertThat(expiring).containsExactlyInAnyOrder("claims/", "deadletters/");
    }

    @ParameterizedTest
    @MethodSource("io.quadrille.infra.Synthesis#examples")
    void every_table_is_there_encrypted_and_can_go_back_in_time(Template template) {
        Deployment deployment = Deployment.parse(template.name());
        List<String> names = new ArrayList<>(List.of(deployment.ledger()));
        for (LoadStep<?> load : Pipelines.of(deployment.pipeline()).loads()) {
            names.add(deployment.table(load.table().name()));
        }
        assertThat(template.properties("AWS::DynamoDB::Table"))
                .extracting(table -> table.path("TableName").asText())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(template.properties("AWS::DynamoDB::Table")).allSatisfy(table -> {
            assertThat(table.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                            .asBoolean())
                    .isTrue();
            assertThat(table.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
            assertThat(table.at("/SSESpecification/SSEType").asText()).isEqualTo("KMS");
            assertThat(table.at("/SSESpecification").has("KMSMasterKeyId")).isTrue();
            assertThat(table.path("DeletionProtectionEnabled").asBoolean())
                    .isEqualTo(deployment.size().equals("prod"));
        });
    }

    @Test
    void keys_are_typed_as_the_record_class_says() {
        assertThat(keys(Synthesis.example("customers-dev"), "Stepload")).isEqualTo("id N HASH");
        assertThat(keys(Synthesis.example("orders-dev"), "Steploadorderlines"))
                .matches("order_id [NS] HASH, sku S RANGE");
        assertThat(keys(Synthesis.example("orders-dev"), "Ledger")).isEqualTo("pk S HASH, sk S RANGE");
    }

    private static String keys(Template template, String id) {
        JsonNode table = template.one("AWS::DynamoDB::Table", id + "Table");
        List<String> keys = new ArrayList<>();
        for (JsonNode key : table.path("KeySchema")) {
            for (JsonNode attribute : table.path("AttributeDefinitions")) {
                if (attribute.path("AttributeName").equals(key.path("AttributeName"))) {
                    keys.add(key.path("AttributeName").asText() + " "
                            + attribute.path("AttributeType").asText() + " "
                            + key.path("KeyType").asText());
                }
            }
        }
        return String.join(", ", keys);
    }

    @Test
    void bus_and_archive_are_encrypted_and_the_log_tells_no_detail() {
        for (Size size : Size.ALL) {
            Template template = Synthesis.example("customers-" + size.name());
            JsonNode bus = template.properties("AWS::Events::EventBus").get(0);
            assertThat(bus.has("KmsKeyIdentifier")).isTrue();
            assertThat(template.properties("AWS::Events::Archive").get(0).has("KmsKeyIdentifier"))
                    .isTrue();
            assertThat(bus.at("/LogConfig/IncludeDetail").asText()).isEqualTo("NONE");
            assertThat(bus.at("/LogConfig/Level").asText()).isEqualTo(size == Size.PROD ? "ERROR" : "INFO");
            assertThat(template.properties("AWS::Logs::DeliverySource"))
                    .extracting(source -> source.path("LogType").asText())
                    .containsExactlyElementsOf(
                            size == Size.PROD ? List.of("ERROR_LOGS") : List.of("ERROR_LOGS", "INFO_LOGS"));
        }
    }

    @Test
    void every_type_of_event_has_its_schema() {
        Template template = Synthesis.example("customers-dev");
        assertThat(template.properties("AWS::EventSchemas::Schema"))
                .hasSize(12)
                .allMatch(schema -> schema.path("Type").asText().equals("JSONSchemaDraft4")
                        && schema.path("Content").asText().contains("draft-04"))
                .extracting(schema -> schema.path("SchemaName").asText())
                .contains("customers@customers.extracted.v1", "customers@quadrille.run-completed.v1");
    }
}
