package io.quadrille.examples.orders;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.expand;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.filter;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static io.quadrille.events.pipeline.Choreography.table;

import io.quadrille.events.pipeline.ExpandStep;
import io.quadrille.events.pipeline.ExtractStep;
import io.quadrille.events.pipeline.FilterStep;
import io.quadrille.events.pipeline.LoadStep;
import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.records.RecordType;
import io.quadrille.handlers.Bindings;
import io.quadrille.handlers.PipelineApp;

/** Orders with their lines in one cell: cancelled ones are filtered, orders and lines go to a table each. */
public final class OrderPipeline implements PipelineApp {
    static final RecordType<Order> EXTRACTED = records("orders.extracted.v1", Order.class);
    static final RecordType<Order> LIVE = records("orders.live.v1", Order.class);
    static final RecordType<OrderLine> LINES = records("orders.lines.v1", OrderLine.class);

    static final ExtractStep<Order> EXTRACT = extract("extract", csv()).emits(EXTRACTED);
    static final FilterStep<Order> KEEP_LIVE = filter("keep-live").on(EXTRACTED).emits(LIVE);
    static final LoadStep<Order> LOAD_ORDERS = load("load-orders").on(LIVE).into(table("orders", Order::orderId));
    static final ExpandStep<Order, OrderLine> SPLIT = expand("lines").on(LIVE).emits(LINES);
    static final LoadStep<OrderLine> LOAD_LINES =
            load("load-order-lines").on(LINES).into(table("order_lines", OrderLine::orderId, OrderLine::sku));

    public static final Pipeline ORDERS = pipeline("orders")
            .steps(EXTRACT, KEEP_LIVE, LOAD_ORDERS, SPLIT, LOAD_LINES)
            .build();

    @Override
    public Bindings bindings() {
        return Bindings.of(ORDERS)
                .bind(KEEP_LIVE, order -> order.status() != OrderStatus.CANCELLED)
                .bind(SPLIT, new SplitLines())
                .build();
    }
}
