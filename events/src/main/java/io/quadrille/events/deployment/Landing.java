package io.quadrille.events.deployment;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;

/**
 * Which objects of the landing bucket are files to run.
 *
 * @param prefix what their keys begin with; may be empty
 * @param suffixes what their keys end with, in any case: one of these
 */
public record Landing(String prefix, List<String> suffixes) {
    public static final Landing DEFAULT = new Landing("landing/", List.of(".csv", ".csv.gz"));

    public Landing {
        suffixes = List.copyOf(suffixes);
    }

    /**
     * The EventBridge pattern, on the default bus, of what S3 says of the bucket's new objects. It looks at the prefix
     * alone: a pattern cannot ask for beginning and end of one value.
     */
    public String pattern(String bucket) {
        String object = prefix.isEmpty() ? "" : ",\"object\":{\"key\":[{\"prefix\":" + quoted(prefix) + "}]}";
        return "{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"],\"detail\":{\"bucket\":{\"name\":["
                + quoted(bucket) + "]}" + object + "}}";
    }

    private static String quoted(String text) {
        return "\"" + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    public boolean accepts(String key) {
        return key.startsWith(prefix)
                && suffixes.stream()
                        .anyMatch(suffix -> key.length() >= prefix.length() + suffix.length()
                                && key.regionMatches(true, key.length() - suffix.length(), suffix, 0, suffix.length()));
    }
}
