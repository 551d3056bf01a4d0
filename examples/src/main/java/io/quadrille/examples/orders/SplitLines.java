package io.quadrille.examples.orders;

import io.quadrille.handlers.Expand;
import io.quadrille.handlers.Reject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a record of each line of an order: {@code AB-123:2|CD-45:1}. */
final class SplitLines implements Expand<Order, OrderLine> {
    private static final Pattern LINE = Pattern.compile("([^:|\\s]+):([1-9][0-9]{0,8})");

    @Override
    public List<OrderLine> apply(Order order) {
        List<OrderLine> lines = new ArrayList<>();
        for (String line : order.lines().split("\\|", -1)) {
            Matcher parts = LINE.matcher(line.strip());
            if (!parts.matches()) {
                throw new Reject(
                        "BAD_LINES",
                        "lines",
                        "line " + (lines.size() + 1) + " of the order is \"" + line
                                + "\"; expected sku:quantity, such as AB-123:2");
            }
            lines.add(new OrderLine(order.orderId(), parts.group(1), Integer.parseInt(parts.group(2))));
        }
        return lines;
    }
}
