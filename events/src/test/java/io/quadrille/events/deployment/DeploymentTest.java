package io.quadrille.events.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Deployment PROD = new Deployment("customers", "prod");

    @Test
    void resources_are_named_after_pipeline_and_size() {
        assertThat(PROD.bus()).isEqualTo("customers-prod");
        assertThat(PROD.queue("transform")).isEqualTo("customers-prod-transform");
        assertThat(PROD.deadLetterQueue("transform")).isEqualTo("customers-prod-transform-dlq");
        assertThat(PROD.ruleDeadLetterQueue("transform")).isEqualTo("customers-prod-transform-rule-dlq");
        assertThat(PROD.ledger()).isEqualTo("customers-prod-ledger");
        assertThat(PROD.table("customers")).isEqualTo("customers-prod-table-customers");
        assertThat(PROD.keyAlias()).isEqualTo("alias/customers-prod");
        assertThat(PROD.parameter(Setting.BLOBS_BUCKET)).isEqualTo("/quadrille/customers-prod/blobs-bucket");
        assertThat(Setting.BLOBS_BUCKET.variable()).isEqualTo("QUADRILLE_BLOBS_BUCKET");
    }

    @Test
    void name_is_read_back_also_where_the_pipeline_has_dashes() {
        assertThat(Deployment.parse("customers-prod")).isEqualTo(PROD);
        assertThat(Deployment.parse("a-b-c-dev")).isEqualTo(new Deployment("a-b-c", "dev"));
        assertThatThrownBy(() -> Deployment.parse("customers"))
                .hasMessage("Deployment 'customers': expected a pipeline's name, a dash and a size, such as"
                        + " customers-prod");
        assertThatThrownBy(() -> new Deployment("customers", "Prod!")).hasMessageContaining("Size 'Prod!'");
    }

    @Test
    void longest_names_are_within_the_limits_of_sqs() {
        Deployment longest = new Deployment("p".repeat(31), "staging");
        assertThat(longest.ruleDeadLetterQueue("s".repeat(31))).hasSize(80);
    }

    @Test
    void claim_checks_outlive_every_place_an_event_may_come_back_from() {
        Retention retention = new Retention(Duration.ofDays(60));
        assertThat(retention.claimChecks())
                .isGreaterThan(retention.archive().plus(retention.queue()).plus(retention.deadLetterQueue()));
        assertThatThrownBy(() -> new Retention(Duration.ZERO)).hasMessageContaining("expected a day or more");
    }

    @Test
    void only_keys_with_prefix_and_suffix_are_files_to_run() {
        assertThat(Landing.DEFAULT.accepts("landing/customers.csv")).isTrue();
        assertThat(Landing.DEFAULT.accepts("landing/2026/Customers.CSV.GZ")).isTrue();
        assertThat(Landing.DEFAULT.accepts("landing/customers.txt")).isFalse();
        assertThat(Landing.DEFAULT.accepts("archive/customers.csv")).isFalse();
        assertThat(Landing.DEFAULT.accepts("landing/")).isFalse();
    }
}
