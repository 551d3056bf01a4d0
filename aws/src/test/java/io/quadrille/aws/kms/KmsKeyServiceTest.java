package io.quadrille.aws.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quadrille.aws.AnsweringEndpoint;
import io.quadrille.aws.AwsClients;
import io.quadrille.aws.EndpointClients;
import io.quadrille.aws.NotSetUp;
import io.quadrille.handlers.ports.KeyService;
import io.quadrille.handlers.ports.KeyService.DataKey;
import io.quadrille.handlers.ports.KeyService.KeyContext;
import io.quadrille.handlers.ports.KeyService.KeyGone;
import io.quadrille.handlers.ports.RetryableFailure;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.KmsClient;

final class KmsKeyServiceTest {
    private static final KeyContext RUN = new KeyContext("customers", "0123456789abcdef");

    @Nested
    @ExtendWith(EndpointClients.class)
    final class OnAnEndpoint {
        private final KmsClient kms;
        private final KeyService keys;

        OnAnEndpoint(AwsClients clients) {
            kms = clients.kms();
            keys = new KmsKeyService(kms, kms.createKey().keyMetadata().keyId());
        }

        @Test
        void a_wrapped_key_opens_for_its_run() {
            DataKey key = keys.generate(RUN);

            assertThat(key.plaintext()).hasSize(32);
            assertThat(keys.unwrap(key.wrapped(), RUN)).isEqualTo(key.plaintext());
            assertThat(keys.generate(RUN).plaintext()).isNotEqualTo(key.plaintext());
        }

        @Test
        void a_wrapped_key_opens_for_no_other_run_or_pipeline() {
            String wrapped = keys.generate(RUN).wrapped();

            for (KeyContext other :
                    List.of(new KeyContext("customers", "another"), new KeyContext("orders", RUN.run()))) {
                assertThatThrownBy(() -> keys.unwrap(wrapped, other))
                        .isInstanceOf(KeyGone.class)
                        .hasMessageContaining(other.run())
                        .hasMessageNotContaining(wrapped);
            }
        }

        @Test
        void a_missing_key_is_not_set_up() {
            KeyService missing = new KmsKeyService(kms, "alias/nowhere");
            assertThatThrownBy(() -> missing.generate(RUN))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessage(
                            "Making a data key with KMS key 'alias/nowhere' was refused (NotFoundException). The key"
                                    + " must exist in this region and be enabled, and this role needs kms:GenerateDataKey on it.");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "InvalidCiphertextException",
                "IncorrectKeyException",
                "NotFoundException",
                "DisabledException",
                "KMSInvalidStateException"
            })
    void a_key_that_does_not_open_is_gone(String code) throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, code)) {
            KeyService keys = new KmsKeyService(endpoint.clients().kms(), "alias/k");
            assertThatThrownBy(() -> keys.unwrap("AAAA", RUN))
                    .isInstanceOf(KeyGone.class)
                    .hasMessageContaining(code)
                    .hasMessageNotContaining("4711");
        }
    }

    @Test
    void what_is_not_base64_is_gone_without_a_call() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(500, "KMSInternalException")) {
            KeyService keys = new KmsKeyService(endpoint.clients().kms(), "alias/k");
            for (String other : List.of("", "not base64!")) {
                assertThatThrownBy(() -> keys.unwrap(other, RUN)).isInstanceOf(KeyGone.class);
            }
            assertThat(endpoint.calls()).isZero();
        }
    }

    @Test
    void an_outage_is_retryable() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(500, "KMSInternalException")) {
            KeyService keys = new KmsKeyService(endpoint.clients().kms(), "alias/k");
            assertThatThrownBy(() -> keys.unwrap("AAAA", RUN)).isInstanceOf(RetryableFailure.class);
            assertThatThrownBy(() -> keys.generate(RUN)).isInstanceOf(RetryableFailure.class);
        }
    }

    @Test
    void a_denied_call_is_neither_gone_nor_retryable() throws IOException {
        try (AnsweringEndpoint endpoint = AnsweringEndpoint.failing(400, "AccessDeniedException")) {
            KeyService keys = new KmsKeyService(endpoint.clients().kms(), "alias/k");
            assertThatThrownBy(() -> keys.unwrap("AAAA", RUN))
                    .isInstanceOf(NotSetUp.class)
                    .hasMessageEndingWith("This role needs kms:Decrypt on the key.");
        }
    }
}
