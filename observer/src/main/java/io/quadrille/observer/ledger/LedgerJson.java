package io.quadrille.observer.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quadrille.events.Rejection;
import java.util.List;

/** What stores keep as JSON: the parts of a run's item that have no fixed size, and rejects. */
public final class LedgerJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private LedgerJson() {}

    public static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger's own records are JSON", e);
        }
    }

    public static RunHistory history(String json) {
        try {
            return JSON.readValue(json, RunHistory.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger has a history that is not of this version", e);
        }
    }

    public static List<Conflict> conflicts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Conflict>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger has conflicts that are not of this version", e);
        }
    }

    public static List<Rejection> rejections(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Rejection>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger has rejects that are not of this version", e);
        }
    }
}
