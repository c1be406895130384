package io.countersign.wire;

import java.io.IOException;
import java.io.PrintWriter;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the form of the contracts what the servlet container refuses before any handler sees it, such as an address
 * with characters that no address may have. Made by the container, by its name.
 */
public final class ContainerErrors extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerErrors.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType("application/json");
            response.setCharacterEncoding("utf-8");
            PrintWriter writer = response.getReporter();
            if (writer != null) {
                writer.write(WireJson.MAPPER.writeValueAsString(WireError.ofStatus(response.getStatus())));
                response.finishResponse();
            }
        } catch (IOException e) {
            LOG.debug("A client went away before it was told of an error.", e);
        }
    }
}
