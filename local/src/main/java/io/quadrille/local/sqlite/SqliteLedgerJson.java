package io.quadrille.local.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quadrille.observer.ledger.Conflict;
import io.quadrille.observer.ledger.RunHistory;
import java.util.List;

/** The parts of a run's item that are kept as JSON. */
final class SqliteLedgerJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private SqliteLedgerJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger's own records are JSON", e);
        }
    }

    static RunHistory history(String json) {
        try {
            return JSON.readValue(json, RunHistory.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The home's ledger has a history that is not of this version", e);
        }
    }

    static List<Conflict> conflicts(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Conflict>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The home's ledger has conflicts that are not of this version", e);
        }
    }
}
