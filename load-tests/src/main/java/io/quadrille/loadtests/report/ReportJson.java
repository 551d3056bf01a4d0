package io.quadrille.loadtests.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;

/** A report as one JSON object; {@code ratios} has the figures to reach that were measured, each its median. */
final class ReportJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MathContext DIGITS = new MathContext(4);

    private ReportJson() {}

    /** @param cutOff why not all was measured, told as {@code cutOff}; empty where all was */
    static String text(Report report, String cutOff) {
        ObjectNode root = JSON.createObjectNode();
        if (!cutOff.isEmpty()) {
            root.put("cutOff", cutOff);
        }
        ObjectNode conditions = root.putObject("conditions");
        conditions.put("begun", report.conditions().begun().toString());
        conditions.put("commit", report.conditions().commit());
        conditions.put("jdk", report.conditions().jdk());
        conditions.put("processors", report.conditions().processors());
        conditions.put("records", report.conditions().records());
        conditions.put("rounds", report.conditions().rounds());
        conditions.put("jvms", report.conditions().jvms());
        ObjectNode ratios = root.putObject("ratios");
        ObjectNode spreads = root.putObject("spreads");
        report.ratios().forEach((target, ratio) -> {
            ratios.put(target.key(), rounded(ratio.median()));
            put(spreads.putObject(target.key()), ratio);
        });
        ObjectNode others = root.putObject("others");
        report.others().forEach((key, ratio) -> put(others.putObject(key), ratio));
        for (Section section : report.sections()) {
            ObjectNode rows = root.withObject("/sections").putObject(section.title());
            section.rows().forEach(row -> put(rows.putObject(row.name()), row));
        }
        for (Operation operation : report.operations()) {
            ObjectNode timed = root.withObject("/micro").putObject(operation.name());
            put(timed.putObject("nanosPerChunk"), operation.nanos());
            timed.put("nanosPerRecord", rounded(operation.nanosPerRecord()));
            timed.put("recordsPerChunk", operation.records());
        }
        for (Requests requests : report.requests()) {
            put(root.withObject("/requests").putObject(requests.name()), requests);
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree is always written", impossible);
        }
    }

    private static void put(ObjectNode node, Section.Row row) {
        put(node.putObject("seconds"), row.seconds());
        Section.Resources resources = row.resources();
        node.put("cpuSeconds", rounded(resources.cpuSeconds()));
        if (row.records() > 0) {
            node.put("records", row.records());
            node.put("recordsPerSecond", rounded(row.records() / row.seconds().median()));
        }
        if (resources.peakHeapBytes() > 0) {
            node.put("peakHeapBytes", resources.peakHeapBytes());
        }
        if (resources.busMessages() > 0) {
            node.put("mostMessagesOnBus", resources.busMessages());
            node.put("mostBytesOnBus", resources.busBytes());
        }
        if (!row.remark().isEmpty()) {
            node.put("remark", row.remark());
        }
    }

    private static void put(ObjectNode node, Requests requests) {
        node.put("asked", requests.asked());
        node.put("failed", requests.failed());
        put(node.putObject("perSecond"), requests.perSecond());
        put(node.putObject("medianMillis"), requests.medianMillis());
        put(node.putObject("p95Millis"), requests.p95Millis());
        put(node.putObject("p99Millis"), requests.p99Millis());
        node.put("mostMillis", rounded(requests.mostMillis()));
    }

    private static void put(ObjectNode node, Spread spread) {
        node.put("median", rounded(spread.median()));
        node.put("low", rounded(spread.low()));
        node.put("high", rounded(spread.high()));
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value).round(DIGITS);
    }
}
