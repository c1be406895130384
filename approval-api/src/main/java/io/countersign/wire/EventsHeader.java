package io.countersign.wire;

import io.countersign.log.Appended;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Says in each answer to a change how many events it came to, so that a repeat that changed nothing tells so. */
@Component
final class EventsHeader implements Appended {

    static final String NAME = "Countersign-Events";

    @Override
    public void events(int count) {
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request
                && request.getResponse() != null) {
            add(count, request.getResponse());
        }
    }

    /** A request may send several commands. */
    private static void add(int count, HttpServletResponse response) {
        String before = response.getHeader(NAME);
        response.setIntHeader(NAME, before == null ? count : Integer.parseInt(before) + count);
    }
}
