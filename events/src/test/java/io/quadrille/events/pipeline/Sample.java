package io.quadrille.events.pipeline;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.expand;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.filter;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.step;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.Sensitive;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Orders with a filter, a fan-out, an expansion, two tables and a way out: every kind of step, for tests. */
public final class Sample {
    /** As in the file. */
    public record OrderRow(String orderId, String status, @Sensitive String customer, String lines) {}

    /** Typed. */
    public record Order(
            String orderId, Status status, @Sensitive Optional<String> customer, List<Line> lines, LocalDate day) {}

    public record Line(String sku, int quantity) {}

    public record OrderLine(String orderId, String sku, int quantity, Optional<BigDecimal> price) {}

    public enum Status {
        OPEN,
        PAID
    }

    public static final RecordType<OrderRow> READ = records("orders.read.v1", OrderRow.class);
    public static final RecordType<OrderRow> KEPT = records("orders.kept.v1", OrderRow.class);
    public static final RecordType<Order> TYPED = records("orders.typed.v1", Order.class);
    public static final RecordType<OrderLine> LINES = records("orders.lines.v2", OrderLine.class);
    public static final RecordType<Order> BILLED = records("orders.billed.v1", Order.class);

    public static final ExtractStep<OrderRow> EXTRACT =
            extract("extract", csv()).emits(READ);
    public static final FilterStep<OrderRow> KEEP = filter("keep").on(READ).emits(KEPT);
    public static final TransformStep<OrderRow, Order> TYPE =
            step("type").on(KEPT).emits(TYPED).concurrency(4);
    public static final ExpandStep<Order, OrderLine> EXPAND =
            expand("lines").on(TYPED).emits(LINES);
    public static final TransformStep<Order, Order> BILL =
            step("bill").on(TYPED).emits(BILLED);
    public static final LoadStep<Order> LOAD =
            load("load").on(TYPED).into(table("orders", Order::orderId)).concurrency(5);
    public static final LoadStep<OrderLine> LOAD_LINES =
            load("load-lines").on(LINES).into(table("order_lines", OrderLine::orderId, OrderLine::sku));

    public static final Pipeline ORDERS = pipeline("orders")
            .steps(LOAD_LINES, EXTRACT, LOAD, KEEP, EXPAND, TYPE, BILL)
            .endsWith(BILLED)
            .build();

    private Sample() {}
}
