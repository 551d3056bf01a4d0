package io.quadrille.aws.s3;

import io.quadrille.aws.AwsFailures;
import io.quadrille.events.SourceObject;
import io.quadrille.handlers.ports.RetryableFailure;
import io.quadrille.handlers.ports.SourceReader;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

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
     * The object's bytes, to be closed; what was not read is then not fetched. Where a connection breaks it is fetched on.
     *
     * @throws IOException naming the object if it is deleted, replaced, archived or denied
     * @throws RetryableFailure if S3 does not answer
     */
    @Override
    public InputStream open(SourceObject source) throws IOException {
        return new ResumingInput(name(source), position -> open(source, position));
    }

    private ResponseInputStream<GetObjectResponse> open(SourceObject source, long position) throws IOException {
        GetObjectRequest.Builder request =
                GetObjectRequest.builder().bucket(source.bucket()).key(source.key());
        if (isEtag(source.version())) {
            request.ifMatch(quoted(source.version()));
        } else {
            request.versionId(source.version());
        }
        if (position > 0) {
            request.range("bytes=" + position + "-");
        }
        try {
            return s3.getObject(request.build());
        } catch (SdkException e) {
            throw failure("Opening", source, e);
        }
    }

    /**
     * What S3 says of exactly this version.
     *
     * @param source with its length as S3 has it
     * @param modified when the version was made
     */
    public record Described(SourceObject source, Instant modified) {}

    /**
     * Asks without reading it.
     *
     * @throws IOException as {@link #open}
     * @throws RetryableFailure if S3 does not answer
     */
    public Described describe(SourceObject source) throws IOException {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(source.bucket()).key(source.key());
        if (isEtag(source.version())) {
            request.ifMatch(quoted(source.version()));
        } else {
            request.versionId(source.version());
        }
        try {
            HeadObjectResponse head = s3.headObject(request.build());
            return new Described(
                    new SourceObject(source.bucket(), source.key(), source.version(), head.contentLength()),
                    head.lastModified());
        } catch (SdkException e) {
            throw failure("Describing", source, e);
        }
    }

    /** The object as people write it; a key's control characters do not break a log's line. */
    public static String name(SourceObject source) {
        return "s3://" + source.bucket() + "/" + source.key().replaceAll("\\p{Cntrl}", "?") + " (version "
                + source.version() + ")";
    }

    static boolean isEtag(String version) {
        return ETAG.matcher(version).matches();
    }

    private static String quoted(String etag) {
        return "\"" + etag + "\"";
    }

    private static IOException failure(String doing, SourceObject source, SdkException e) {
        if (AwsFailures.passes(e)) {
            throw new RetryableFailure(doing + " " + name(source) + " failed for now (" + AwsFailures.code(e) + ")", e);
        }
        return new IOException(name(source) + " " + reason(e), e);
    }

    private static String reason(SdkException e) {
        String code = AwsFailures.code(e);
        int status = e instanceof SdkServiceException service ? service.statusCode() : 0;
        if (code.startsWith("KMS.")) {
            return "is encrypted with a KMS key that cannot be used (" + code
                    + "): the key must be enabled and this role" + " needs kms:Decrypt on it.";
        }
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
