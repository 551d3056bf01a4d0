package io.quadrille.aws.s3;

import io.quadrille.aws.AwsFailures;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.SourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * S3 objects as sources, streamed. A version id names the version that is read; in a bucket without versions the etag
 * does, and S3 refuses to open another content under it. Thread safe.
 */
public final class S3Sources implements SourceReader {
    /** An etag: 32 hex digits, after multipart uploads with the number of parts. No version id looks so. */
    private static final Pattern ETAG = Pattern.compile("[0-9a-f]{32}(-[0-9]{1,5})?");

    private final S3Client s3;

    public S3Sources(S3Client s3) {
        this.s3 = s3;
    }

    /**
     * The object's bytes, to be closed; what was not read is then not fetched.
     *
     * @throws IOException naming the object if it is deleted, replaced, archived or denied
     * @throws RetryableFailure if S3 does not answer
     */
    @Override
    public InputStream open(SourceObject source) throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(source.bucket()).key(source.key());
        if (ETAG.matcher(source.version()).matches()) {
            request.ifMatch("\"" + source.version() + "\"");
        } else {
            request.versionId(source.version());
        }
        try {
            return s3.getObject(request.build());
        } catch (SdkException e) {
            String name = "s3://" + source.bucket() + "/" + source.key() + " (version " + source.version() + ")";
            if (AwsFailures.passes(e)) {
                throw new RetryableFailure("Opening " + name + " failed for now (" + AwsFailures.code(e) + ")", e);
            }
            throw new IOException(name + " " + reason(e), e);
        }
    }

    private static String reason(SdkException e) {
        String code = AwsFailures.code(e);
        int status = e instanceof SdkServiceException service ? service.statusCode() : 0;
        return switch (status) {
            case 404, 405 -> "is gone: it was deleted. Drop the file again; that is a new run.";
            case 412 -> "was replaced by another content. The new one is another run.";
            case 403 ->
                code.equals("InvalidObjectState")
                        ? "is archived. Restore it, then start the run again."
                        : "may not be read (" + code + "): this role needs s3:GetObject, s3:GetObjectVersion and"
                                + " s3:ListBucket, and kms:Decrypt on the bucket's key.";
            default -> "cannot be opened (" + code + ").";
        };
    }
}
