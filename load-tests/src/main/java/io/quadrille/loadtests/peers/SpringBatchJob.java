package io.quadrille.loadtests.peers;

import io.quadrille.loadtests.flow.Contact;
import io.quadrille.loadtests.flow.ContactRow;
import io.quadrille.loadtests.flow.ContactStore;
import io.quadrille.loadtests.lane.Candidate;
import io.quadrille.loadtests.lane.Course;
import io.quadrille.loadtests.lane.Evidence;
import io.quadrille.loadtests.lane.Lap;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.JobExecution;
import org.springframework.batch.core.JobParametersBuilder;
import org.springframework.batch.core.Step;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.support.TaskExecutorJobLauncher;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.ResourcelessJobRepository;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.item.database.JdbcBatchItemWriter;
import org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.item.file.FlatFileItemReader;
import org.springframework.batch.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.item.file.separator.DefaultRecordSeparatorPolicy;
import org.springframework.core.io.FileSystemResource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Spring Batch: a chunk-oriented step from a flat file through a processor into SQLite by a JDBC batch writer, its job
 * repository in memory. It publishes no events; its work is that of the flow into SQLite without them.
 */
public final class SpringBatchJob implements Candidate {
    private static final int RECORDS_PER_TRANSACTION = 5_000;
    private static final int COLUMNS = 6;

    @Override
    public Lap prepare(Course course) {
        Path database = course.folder().resolve("customers.db");
        return new Lap() {
            private long records;

            @Override
            public void run() throws Exception {
                try (ContactStore store = new ContactStore(database)) {
                    records = runJob(course.file(), new SingleConnectionDataSource(store.connection(), true));
                }
            }

            @Override
            public Evidence evidence() throws IOException, SQLException {
                try (ContactStore store = new ContactStore(database)) {
                    return new Evidence(records, store.digest());
                }
            }
        };
    }

    private static long runJob(Path file, SingleConnectionDataSource database) throws Exception {
        JobRepository repository = new ResourcelessJobRepository();
        JdbcBatchItemWriter<Contact> writer = writer(database);
        Step step = new StepBuilder("load", repository)
                .<ContactRow, Contact>chunk(RECORDS_PER_TRANSACTION, new JdbcTransactionManager(database))
                .reader(reader(file))
                .processor(Contact::of)
                .writer(writer)
                .build();
        TaskExecutorJobLauncher launcher = new TaskExecutorJobLauncher();
        launcher.setJobRepository(repository);
        launcher.afterPropertiesSet();
        JobExecution execution = launcher.run(
                new JobBuilder("customers", repository).start(step).build(),
                new JobParametersBuilder().addString("file", file.toString()).toJobParameters());
        if (execution.getStatus() != BatchStatus.COMPLETED) {
            throw new IllegalStateException(
                    "the job ended as " + execution.getStatus() + ": " + execution.getAllFailureExceptions());
        }
        return execution.getStepExecutions().iterator().next().getWriteCount();
    }

    private static FlatFileItemReader<ContactRow> reader(Path file) {
        return new FlatFileItemReaderBuilder<ContactRow>()
                .name("customers")
                .resource(new FileSystemResource(file))
                .encoding("UTF-8")
                .saveState(false) // for a restart, which such a repository does not have
                .linesToSkip(1)
                .recordSeparatorPolicy(new RecordEnds())
                .delimited()
                .names("id", "houseNumber", "street", "town", "zip", "email")
                .fieldSetMapper(fields -> new ContactRow(
                        fields.readLong(0),
                        fields.readRawString(1),
                        fields.readRawString(2),
                        fields.readRawString(3),
                        fields.readRawString(4),
                        fields.readRawString(COLUMNS - 1)))
                .build();
    }

    private static JdbcBatchItemWriter<Contact> writer(SingleConnectionDataSource database) {
        JdbcBatchItemWriter<Contact> writer = new JdbcBatchItemWriterBuilder<Contact>()
                .dataSource(database)
                .sql(ContactStore.INSERT)
                .itemPreparedStatementSetter((row, statement) -> ContactStore.bind(statement, row))
                .assertUpdates(false) // a replaced row counts differently from driver to driver
                .build();
        writer.afterPropertiesSet();
        return writer;
    }

    /** A quoted line break ends no record, and a blank line is none. */
    private static final class RecordEnds extends DefaultRecordSeparatorPolicy {
        @Override
        public boolean isEndOfRecord(String record) {
            return !record.isBlank() && super.isEndOfRecord(record);
        }

        @Override
        public String preProcess(String record) {
            return record.isBlank() ? "" : super.preProcess(record);
        }
    }
}
