package io.quadrille.forecast;
import io.quadrille.events.deployment.Compute;
import io.quadrille.examples.customers.CustomerPipeline;
import io.quadrille.examples.orders.OrderPipeline;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
class Show { @Test void show() {
 for (long n : new long[]{1_000,1_000_000, 100_000_000}) for (var p : new io.quadrille.events.pipeline.Pipeline[]{CustomerPipeline.CUSTOMERS, OrderPipeline.ORDERS}) for (var c : new Compute[]{Compute.PROD, Compute.DEV}) {
 Forecaster f = Forecaster.in("us-east-1");
 Forecast x = f.of(f.design(p, c, Set.of()), new Workload(n, 70), f.assumed(p));
 System.out.println(p.name()+" "+c.size()+" "+n+": "+x.duration()+" ours "+x.ours().bill().dollars()+" wo "+x.ours().bill().dollarsWithoutRows()+" rows "+x.rowPerEvent().bill().dollars()+" ratio "+x.ratio()+" wo "+x.ratioWithoutRows()+" rowpace "+x.rowPerEvent().pace().duration());
 if (n==1_000_000) { x.ours().bill().lines().forEach(l -> System.out.println("   "+l)); System.out.println("  --rows"); x.rowPerEvent().bill().lines().forEach(l -> System.out.println("   "+l)); x.ours().pace().bounds().forEach(b -> System.out.println("   "+b+" "+b.seconds())); 
 System.out.println(f.within(Duration.ofMinutes(1), x).changes()+" "+f.within(Duration.ofMinutes(1), x).after().pace().duration()+f.within(Duration.ofMinutes(1), x).met()); } } } }
