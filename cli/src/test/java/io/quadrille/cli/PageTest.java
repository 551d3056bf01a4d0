package io.quadrille.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quadrille.aws.StopSignal;
import io.quadrille.events.SourceObject;
import io.quadrille.local.stage.FileSources;
import io.quadrille.local.stage.HomeView;
import io.quadrille.local.stage.LocalHome;
import io.quadrille.local.stage.LocalRun;
import io.quadrille.local.stage.PipelineStage;
import io.quadrille.observer.ledger.RunStatus;
import io.quadrille.testdata.GeneratedFile;
import io.quadrille.testdata.Generator;
import io.quadrille.testdata.PipelineName;
import io.quadrille.testdata.Recipe;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, over real runs; its pictures are left in target/screenshots. */
class PageTest {
    private static Chromium browser;

    @TempDir
    Path folder;

    private Cli cli;
    private LocalView view;
    private PageServer server;
    private Tab tab;

    @BeforeAll
    static void startBrowser(@TempDir Path profile) throws IOException {
        browser = Browser.require(profile);
    }

    @AfterAll
    static void endBrowser() throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openTab() {
        cli = new Cli(folder);
        tab = browser.open();
    }

    @AfterEach
    void nothingWasComplainedOf() throws IOException {
        close();
        assertThat(tab.complaints()).isEmpty();
    }

    private void serve(int port) throws IOException {
        serve(port, KeptEvents.NONE);
    }

    private void serve(int port, KeptEvents kept) throws IOException {
        view = LocalView.of(HomeView.open(cli.home), Path.of(".quadrille"), "");
        server = PageServer.open(view, kept, port);
    }

    private void close() throws IOException {
        if (server != null) {
            server.close();
            view.close();
            server = null;
        }
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    private String idOf(JsonNode report) {
        return report.get("run").textValue();
    }

    private JsonNode customers() {
        return cli.run(Path.of("..", "examples", "data", "customers.csv"), "--pipeline=customers");
    }

    private JsonNode orders() throws IOException {
        GeneratedFile file = Generator.generate(
                Recipe.of(PipelineName.ORDERS, 4_000, 7).dirt(2).duplicates(2), folder.resolve("orders.csv"));
        return cli.run(file.path(), "--pipeline=orders");
    }

    @Test
    void list_tells_each_run_and_the_keyboard_leads_to_one() throws IOException {
        customers();
        orders();
        cli.run(cli.file("brittle.csv", "id\na\nb\nbrittle\nc\n"), "--pipeline=brittle");
        cli.run(cli.file("binary.csv", "\u0000\u0001\u0002"));
        cli.run(cli.file("people.csv", "id,name\n1,Ann\n2,Bo\n"));
        serve(0);
        tab.go(server.url()).untilText("people.csv").untilText("live");
        assertThat(tab.text())
                .contains(
                        "193 of 200 records loaded",
                        "2 unterminated quote",
                        "with rejects",
                        "2 records in dead letters")
                .contains("failed", "complete");
        assertThat(tab.eval("document.querySelectorAll('.strip a').length").intValue())
                .isEqualTo(5);
        tab.until("document.title === '✔ people.csv – Quadrille'");
        assertThat(tab.eval("[...document.querySelectorAll('[role=img], a, button')].every(each =>"
                                + " (each.getAttribute('aria-label') ?? each.textContent).trim() !== '')")
                        .asBoolean())
                .as("everything has a name for a screen reader")
                .isTrue();
        tab.picture("list", 660);
        tab.clickText("button", "dead letters").until("document.querySelectorAll('table.runs tbody tr').length === 1");
        tab.eval("document.querySelector('table.runs a').focus()");
        tab.press("Enter").until("location.pathname.startsWith('/runs/') && document.querySelector('.verdict')");
        assertThat(tab.text()).contains("Dead letters", "brittle.csv", "chunk 1");
        assertThat(tab.eval("document.activeElement.tagName").textValue()).isEqualTo("H1");
        tab.picture("dead-letters");
    }

    @Test
    void run_page_tells_verdict_balance_flow_and_reasons_and_shows_the_refused_records() throws IOException {
        JsonNode report = orders();
        serve(0);
        tab.go(server.url() + "/runs/" + idOf(report)).until("document.querySelector('.timeline')");
        assertThat(tab.text())
                .contains("Of 4,000 records", "balances", "extracted", "in flight", "Where the time went");
        assertThat(tab.text()).containsPattern("(Slowest|No step held it up): ");
        assertThat(tab.eval("document.querySelectorAll('.balance .good').length >= 2")
                        .asBoolean())
                .isTrue();
        assertThat(tab.eval("document.querySelector('svg.flow-picture').getAttribute('aria-label')")
                        .textValue())
                .contains("extract: 4,000 in", "load-orders: ", "load-order-lines: ", "rejected");
        tab.until("document.title === '▲ orders.csv: with rejects – Quadrille'");
        tab.picture("run").picture("run-top", 780);
        String fold = "[aria-label*='order_id: missing key']";
        tab.until("document.querySelector(\"" + fold + "\")");
        tab.eval("document.querySelector(\"" + fold + "\").focus()");
        tab.press("Enter").until("document.querySelector('.inside code.raw')");
        assertThat(tab.text()).contains("is empty; the table is keyed by it");
        assertThat(tab.eval("document.querySelector(\"" + fold + "\").getAttribute('aria-expanded')")
                        .textValue())
                .isEqualTo("true");
        String line =
                tab.eval("document.querySelector('.inside td.num').textContent").textValue();
        tab.eval("document.querySelector('#rejects').parentElement.scrollIntoView()");
        tab.picture("rejects");
        tab.eval("const field = document.querySelector('#line'); field.value = " + Tab.quoted(line.replace(",", ""))
                + "; field.dispatchEvent(new Event('input', { bubbles: true }))");
        tab.clickText("button", "Look it up").untilText("It travels in chunk");
        assertThat(tab.text()).contains("extract: rejected");
    }

    @Test
    void run_that_goes_on_shows_its_counts_as_they_come_and_what_is_not_reached() throws Exception {
        GatedPipeline gated = new GatedPipeline();
        StringBuilder content = new StringBuilder("id\n");
        for (int i = 0; i < 95; i++) {
            content.append(i == 40 ? "gate" : i % 30 == 7 ? "bad" + i : "good" + i)
                    .append('\n');
        }
        SourceObject source = FileSources.describe(cli.file("gated.csv", content.toString()));
        try (LocalHome home = LocalHome.open(cli.home)) {
            PipelineStage stage = home.stage(gated.bindings());
            LocalRun run = stage.start(stage.keyOf(source, false), source);
            serve(0);
            tab.go(server.url()).untilText("gated.csv").untilText("running");
            tab.click("table.runs a").until("document.querySelector('.flow-picture')");
            tab.eval("window.stays = document.querySelector('.verdict'); window.svg = document.querySelector('svg')");
            tab.until("document.querySelector('.flow-picture .box.working')").untilText("so far");
            tab.until("document.title.startsWith('● gated.csv: ')");
            tab.picture("running");
            gated.open();
            assertThat(run.ended().get(60, TimeUnit.SECONDS).status()).isEqualTo(RunStatus.COMPLETE_WITH_REJECTS);
            tab.untilText("92 of 95 records loaded in").until("document.title.startsWith('▲')");
            assertThat(tab.eval("window.stays === document.querySelector('.verdict')"
                                    + " && window.svg === document.querySelector('svg')")
                            .asBoolean())
                    .as("nothing was drawn anew")
                    .isTrue();
        }
    }

    @Test
    void step_that_is_not_reached_yet_is_dashed() throws Exception {
        GatedPipeline gated = new GatedPipeline();
        SourceObject source = FileSources.describe(cli.file("gated.csv", "id\ngate\n1\n"));
        try (LocalHome home = LocalHome.open(cli.home)) {
            PipelineStage stage = home.stage(gated.bindings());
            LocalRun run = stage.start(stage.keyOf(source, false), source);
            serve(0);
            tab.go(server.url() + "/runs/" + run.key().run())
                    .until("document.querySelectorAll('.flow-picture .box.untouched').length === 2");
            assertThat(tab.eval("getComputedStyle(document.querySelector('.box.untouched')).strokeDasharray")
                            .textValue())
                    .isNotEqualTo("none");
            tab.picture("not-reached");
            gated.open();
            run.ended().get(60, TimeUnit.SECONDS);
            tab.until("document.querySelectorAll('.flow-picture .box.done').length === 3");
        }
    }

    @Test
    void page_goes_on_by_itself_once_its_server_is_back() throws IOException {
        cli.run(cli.file("first.csv", "id\n1\n"));
        serve(0);
        int port = port();
        tab.go(server.url()).untilText("first.csv").untilText("live");
        close();
        tab.untilText("no connection, trying again");
        cli.run(cli.file("second.csv", "id\n2\n"));
        serve(port);
        tab.untilText("second.csv").untilText("live");
    }

    @Test
    void page_is_dark_where_people_like_it_so_and_fits_a_phone() throws IOException {
        String url = "/runs/" + idOf(customers());
        orders();
        serve(0);
        tab.dark(true).go(server.url() + url).until("document.querySelector('.timeline')");
        assertThat(tab.eval("getComputedStyle(document.body).backgroundColor").textValue())
                .isEqualTo("rgb(21, 24, 26)");
        tab.picture("dark");
        tab.dark(false).size(375, 700).go(server.url() + url).until("document.querySelector('.timeline')");
        assertThat(tab.fits()).isTrue();
        tab.picture("narrow");
        tab.go(server.url()).untilText("customers.csv");
        assertThat(tab.fits()).isTrue();
        tab.picture("narrow-list");
    }

    @Test
    void what_a_hostile_file_holds_is_shown_as_text() throws IOException {
        String script = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";
        String turned = "a\u202Eb\u2066c";
        String huge = "h".repeat(60_000);
        Path file = cli.file(
                "<img src=x onerror=window.hacked=1>.csv",
                "id," + script + "," + turned + "," + huge + ",=1+1\n1," + script + ",x,y,=HYPERLINK(1)\n2," + turned
                        + "\n3," + huge + ",b,c,d,e\n4,=cmd|x,b,c,d,e\n");
        JsonNode report = cli.run(file);
        cli.run(cli.file("refused.csv", "id," + script + huge.repeat(16) + ",\u202E\n1,2,3\n"));
        serve(0);
        tab.go(server.url())
                .untilText("<img src=x onerror=window.hacked=1>.csv")
                .untilText("refused.csv");
        assertThat(tab.fits()).isTrue();
        tab.clickText("table.runs a", "refused.csv").untilText("Nothing was read, so no step had anything to do.");
        assertThat(tab.text()).contains("the name of column 2 has 960067 bytes").doesNotContain("\u202E", "balances");
        assertThat(tab.fits()).isTrue();
        tab.clickText("a", "All runs").clickText("table.runs a", "<img").until("document.querySelector('.group')");
        tab.eval("document.querySelectorAll('button.fold').forEach(each => each.click())");
        tab.until("document.querySelector('.inside code.raw')");
        tab.size(375, 700);
        assertThat(tab.fits()).isTrue();
        tab.size(1180, 800).picture("hostile");
        assertThat(tab.eval(
                                "window.hacked === undefined && document.querySelectorAll('main img, main script').length === 0")
                        .asBoolean())
                .isTrue();
        assertThat(tab.text()).contains("\\u202E").doesNotContain("\u202E", "\u2066");
        assertThat(report.get("rejected").intValue()).isEqualTo(3);
    }

    @Test
    void records_of_a_class_with_a_sensitive_field_are_withheld() throws IOException {
        String url = "/runs/" + idOf(customers());
        serve(0);
        tab.go(server.url() + url).until("document.querySelector('button.fold')");
        tab.click("button.fold").untilText("The records themselves are not shown. Withheld: ");
        assertThat(tab.eval("document.querySelectorAll('code.raw').length").intValue())
                .isZero();
        tab.picture("withheld");
    }

    @Test
    void group_of_rejects_is_sent_again_once_the_handler_is_mended() throws IOException {
        System.clearProperty(MendablePipeline.MENDED);
        JsonNode report = cli.run(cli.file("prices.csv", "id,price\n1,12.50\n2,9€\n3,8€\n,7\n"), "--pipeline=mendable");
        serve(0);
        tab.go(server.url() + "/runs/" + idOf(report)).untilText("1 of 4 records loaded");
        System.setProperty(MendablePipeline.MENDED, "true");
        try {
            tab.click("[aria-label^='2 records: price: not a number']").clickText("button", "Retry NOT_A_NUMBER");
            tab.untilText("2 rejected records are read from the source again and sent once more: 2 NOT_A_NUMBER at"
                    + " check.");
            tab.picture("retry", 800);
            tab.clickText("dialog button", "Send").untilText("It is under way; the run shows how it goes.");
            tab.press("Escape").untilText("3 of 4 records loaded");
            assertThat(tab.eval("document.querySelector('dialog') === null").asBoolean())
                    .isTrue();
            tab.untilText("retry of 2 records");
            assertThat(tab.text()).contains("1 rejected, and why").doesNotContain("2 rejected, and why");
        } finally {
            System.clearProperty(MendablePipeline.MENDED);
        }
    }

    @Test
    void what_a_retry_did_to_a_record_is_told_with_its_way() throws IOException {
        JsonNode report = cli.run(cli.file("prices.csv", "id,price\n1,12.50\n2,9€\n"), "--pipeline=mendable");
        System.setProperty(MendablePipeline.MENDED, "true");
        try {
            assertThat(cli.call("retry", "last").code()).isZero();
        } finally {
            System.clearProperty(MendablePipeline.MENDED);
        }
        serve(0);
        tab.go(server.url() + "/runs/" + idOf(report)).until("document.querySelector('#line')");
        tab.eval("const field = document.querySelector('#line'); field.value = '3';"
                + " field.dispatchEvent(new Event('input', { bubbles: true }))");
        tab.clickText("button", "Look it up").untilText("Sent again by retry 1");
        assertThat(tab.eval("[...document.querySelectorAll('.journey')].map(each => each.innerText.replace(/,.*/g, ''))"
                                + ".join('|')")
                        .textValue())
                .containsSubsequence("check: rejected", "load: not reached", "|", "check: went on", "load: went on");
        tab.picture("resent");
    }

    @Test
    void dead_letters_are_sent_again_once_they_can_be_read() throws IOException {
        JsonNode report = cli.run(cli.file("brittle.csv", "id\na\nb\nbrittle\nc\n"), "--pipeline=brittle");
        serve(0);
        tab.go(server.url() + "/runs/" + idOf(report)).untilText("2 records in dead letters");
        System.setProperty(BrittlePipeline.MENDED, "true");
        try {
            tab.clickText("button", "Send the dead letters again").untilText("1 dead letter with 2 records");
            tab.picture("redrive", 800);
            tab.clickText("dialog button", "Send").untilText("It is under way; the run shows how it goes.");
            tab.press("Escape").untilText("4 of 4 records loaded").untilText("redrive of 2 records");
            tab.until("document.querySelector('#dead') === null");
            assertThat(cli.call("table", "brittle", "--count").out()).isEqualTo("4\n");
        } finally {
            System.clearProperty(BrittlePipeline.MENDED);
        }
    }

    @Test
    void kept_events_are_published_again_and_counted_once() throws IOException {
        Path events = folder.resolve("events.jsonl");
        JsonNode report = cli.run(cli.file("people.csv", "id,name\n1,Ann\n2,Bo\n"), "--capture=" + events);
        serve(0, KeptEvents.in(events.toString()));
        tab.go(server.url() + "/runs/" + idOf(report)).untilText("2 of 2 records loaded");
        tab.clickText("button", "Publish its events again").until("document.querySelector('dialog .main:enabled')");
        tab.picture("republish", 800);
        tab.clickText("dialog button", "Send").untilText("It is under way; the run shows how it goes.");
        tab.press("Escape").untilText("republish of ");
        assertThat(tab.text()).contains("2 of 2 records loaded", "load into people balances");
        close();
        serve(0);
        tab.go(server.url() + "/runs/" + idOf(report)).untilText("republish of ");
        assertThat(tab.text()).as("nothing was kept here").doesNotContain("Publish its events again");
    }

    @Test
    void page_of_dev_shows_what_is_dropped_and_mends_it_on_the_home_that_is_held() throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        StopSignal stop = StopSignal.whenAsked();
        try (LocalHome home = LocalHome.open(cli.home)) {
            HeldHome held = new HeldHome(home);
            view = LocalView.of(HomeView.open(cli.home), cli.home, "", held);
            server = PageServer.open(view, KeptEvents.NONE, 0);
            tab.go(server.url()).untilText("Nothing was run here yet.").untilText("live");
            tab.picture("empty", 300);
            Terminal terminal = new Terminal(
                    OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), false, false, Map.of());
            InboxRuns runs = new InboxRuns(
                    new Inbox(inbox, terminal::say), held, file -> new MendablePipeline().bindings(), terminal);
            CompletableFuture<Void> work = CompletableFuture.runAsync(() -> {
                try {
                    runs.work(stop);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            Files.writeString(inbox.resolve("prices.csv"), "id,price\n1,12.50\n2,9€\n");
            tab.untilText("prices.csv").untilText("1 of 2 records loaded").click("table.runs a");
            tab.untilText("1 rejected, and why");
            System.setProperty(MendablePipeline.MENDED, "true");
            tab.clickText("button", "Retry all").click("dialog .main:enabled");
            // The dialog stays until it is closed, though the rejects it stood beside are gone.
            tab.untilText("2 of 2 records loaded").untilText("It is under way").press("Escape");
            tab.until("!document.body.innerText.includes('It is under way')");
            stop.ask();
            work.get(60, TimeUnit.SECONDS);
            close();
        } finally {
            System.clearProperty(MendablePipeline.MENDED);
            stop.ask();
        }
    }

    @Test
    void run_that_is_not_there_is_told_in_a_sentence() throws IOException {
        customers();
        serve(0);
        tab.go(server.url() + "/runs/nothere").untilText("There is no run 'nothere'.");
        tab.until("document.title === 'No such run – Quadrille'");
    }
}
