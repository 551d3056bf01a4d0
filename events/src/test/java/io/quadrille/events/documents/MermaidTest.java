package io.quadrille.events.documents;

import static io.quadrille.events.pipeline.Choreography.csv;
import static io.quadrille.events.pipeline.Choreography.extract;
import static io.quadrille.events.pipeline.Choreography.load;
import static io.quadrille.events.pipeline.Choreography.pipeline;
import static io.quadrille.events.pipeline.Choreography.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.quadrille.events.pipeline.Pipeline;
import io.quadrille.events.pipeline.Sample;
import io.quadrille.events.records.RecordType;
import io.quadrille.events.records.TextRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class MermaidTest {
    @Test
    void flow_of_a_pipeline_is_drawn_from_the_drop_to_the_tables() {
        assertThat(Mermaid.of(Sample.ORDERS))
                .isEqualTo(
                        """
                flowchart LR
                    drop[("S3: a CSV is dropped")]
                    subgraph bus["bus: orders"]
                        step0["extract"]
                        step1["filter keep<br/>queue, at most 10 at once"]
                        step2["transform type<br/>queue, at most 4 at once"]
                        step3["load<br/>queue, at most 5 at once"]
                        step4["expand lines<br/>queue, at most 10 at once"]
                        step5["transform bill<br/>queue, at most 10 at once"]
                        step6["load load-lines<br/>queue, at most 10 at once"]
                        step0 -->|"orders.read.v1"| step1
                        step1 -->|"orders.kept.v1"| step2
                        step2 -->|"orders.typed.v1"| step3
                        step2 -->|"orders.typed.v1"| step4
                        step2 -->|"orders.typed.v1"| step5
                        step4 -->|"orders.lines.v2"| step6
                    end
                    drop --> step0
                    step3 --> table3[("table orders<br/>key order_id")]
                    step5 -->|"orders.billed.v1"| out5(["out of the pipeline"])
                    step6 --> table6[("table order_lines<br/>key order_id, sku")]
                    bus -->|"records refused"| rejects[/"rejects: line, column, code"/]
                    bus -->|"chunks out of deliveries"| deadletters[/"dead letters"/]
                    bus -. "every event" .-> observer(["observer"])
                """);
    }

    @Test
    void labels_cannot_end_their_quotes_or_become_mark_up() {
        RecordType<TextRecord> type = records("rows.read.v1", TextRecord.class);
        Pipeline pipeline = pipeline("end")
                .steps(
                        extract("graph", csv()).emits(type),
                        load("end").on(type).into("a\"]--x<b>&#;%%`é表", List.of("k[\"](){}|", "ok")))
                .build();
        assertThat(Mermaid.of(pipeline))
                .contains("[(\"table a#34;#93;--x#60;b#62;#38;#35;#59;#37;#37;#96;é表<br/>"
                        + "key k#91;#34;#93;#40;#41;#123;#125;#124;, ok\")]")
                .contains("step0[\"extract graph\"]")
                .contains("step1[\"load end<br/>queue, at most 10 at once\"]");
    }
}
