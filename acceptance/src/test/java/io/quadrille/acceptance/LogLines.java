package io.quadrille.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Every line that the kit logs meanwhile, however detailed, with its stack trace and context. */
final class LogLines implements AutoCloseable {
    private final Logger kit = (Logger) LoggerFactory.getLogger("io.quadrille");
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage() + " " + event.getMDCPropertyMap()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : " " + ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
    };

    LogLines() {
        appender.setContext(kit.getLoggerContext());
        appender.start();
        kit.addAppender(appender);
        kit.setLevel(Level.TRACE);
        kit.setAdditive(false);
    }

    List<String> all() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        kit.detachAppender(appender);
        kit.setLevel(null);
        kit.setAdditive(true);
    }
}
