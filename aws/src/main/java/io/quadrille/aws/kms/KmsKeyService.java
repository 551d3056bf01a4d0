package io.quadrille.aws.kms;

import io.quadrille.aws.AwsFailures;
import io.quadrille.handlers.ports.KeyService;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;

/**
 * Data keys from one KMS key. The encryption context is {@code pipeline} and {@code run}, so that key policies and
 * CloudTrail can name both. Thread safe; asks KMS every time.
 */
public final class KmsKeyService implements KeyService {
    /** The key or its wrapped form is of no use any more, or not until somebody sees to the key. */
    private static final Set<String> GONE = Set.of(
            "InvalidCiphertextException",
            "IncorrectKeyException",
            "NotFoundException",
            "DisabledException",
            "KMSInvalidStateException");

    private final KmsClient kms;
    private final String keyId;

    /** @param keyId the key's id, ARN, or alias with {@code alias/} before it */
    public KmsKeyService(KmsClient kms, String keyId) {
        this.kms = kms;
        this.keyId = keyId;
    }

    /** @throws io.quadrille.aws.NotSetUp if the key is missing, disabled or may not be used */
    @Override
    public DataKey generate(KeyContext context) {
        try {
            GenerateDataKeyResponse made = kms.generateDataKey(
                    request -> request.keyId(keyId).keySpec(DataKeySpec.AES_256).encryptionContext(names(context)));
            return new DataKey(
                    made.plaintext().asByteArray(),
                    Base64.getEncoder().encodeToString(made.ciphertextBlob().asByteArray()));
        } catch (SdkException e) {
            throw AwsFailures.of(
                    "Making a data key with KMS key '" + keyId + "'",
                    e,
                    "The key must exist in this region and be enabled, and this role needs kms:GenerateDataKey on it.");
        }
    }

    /** @throws io.quadrille.aws.NotSetUp if the key may not be used */
    @Override
    public byte[] unwrap(String wrapped, KeyContext context) {
        byte[] blob = decode(wrapped, context);
        try {
            return kms.decrypt(request -> request.keyId(keyId)
                            .ciphertextBlob(SdkBytes.fromByteArray(blob))
                            .encryptionContext(names(context)))
                    .plaintext()
                    .asByteArray();
        } catch (SdkException e) {
            String code = AwsFailures.code(e);
            if (GONE.contains(code)) {
                throw gone(context, code);
            }
            throw AwsFailures.of(
                    "Unwrapping the data key of run " + context.run() + " with KMS key '" + keyId + "'",
                    e,
                    "This role needs kms:Decrypt on the key.");
        }
    }

    private byte[] decode(String wrapped, KeyContext context) {
        try {
            byte[] blob = Base64.getDecoder().decode(wrapped);
            if (blob.length > 0) {
                return blob;
            }
        } catch (IllegalArgumentException notBase64) {
            // Falls through to the one answer there is.
        }
        throw gone(context, "not a wrapped key in base64");
    }

    private KeyGone gone(KeyContext context, String code) {
        return new KeyGone("The data key of run " + context.run() + " of pipeline " + context.pipeline()
                + " does not open (" + code + "): it was wrapped for another run or by another key than '" + keyId
                + "', or that key is disabled or deleted.");
    }

    private static Map<String, String> names(KeyContext context) {
        return Map.of("pipeline", context.pipeline(), "run", context.run());
    }
}
