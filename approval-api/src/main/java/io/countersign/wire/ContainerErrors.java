package io.countersign.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.res.StringManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Tells in the form of the contracts what the servlet container refuses before any handler sees it, such as an address
 * with characters that no address may have. Made by the container, by its name.
 */
public final class ContainerErrors extends ErrorReportValve {

    /** How it begins to say that a request's head is too large, or has too many headers. */
    private static final List<String> TOO_LARGE = List.of(
            words("coyote.http11", "iib.requestheadertoolarge.error"),
            words("tomcat.util.http", "headers.maxCountFail"));

    private static final Logger LOG = LoggerFactory.getLogger(ContainerErrors.class);

    /** The rest of a body that came too slowly would not come faster; of others, the container takes the rest. */
    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (response.getStatus() == HttpServletResponse.SC_REQUEST_TIMEOUT) {
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_BAD_REQUEST && isTooLarge(failure)) {
            response.setStatus(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE.value());
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

    private static String words(String part, String key) {
        return StringManager.getManager("org.apache." + part).getString(key, "").split("\\[", 2)[0];
    }

    /** By its own words, for the container throws the same for whatever it cannot read. */
    private static boolean isTooLarge(@Nullable Throwable failure) {
        return failure != null && TOO_LARGE.stream().anyMatch(String.valueOf(failure.getMessage())::startsWith);
    }
}
