package io.quadrille.events.deployment;

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

    public boolean accepts(String key) {
        return key.startsWith(prefix)
                && suffixes.stream()
                        .anyMatch(suffix -> key.length() >= prefix.length() + suffix.length()
                                && key.regionMatches(true, key.length() - suffix.length(), suffix, 0, suffix.length()));
    }
}
