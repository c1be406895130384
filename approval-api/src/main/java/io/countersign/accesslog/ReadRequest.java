package io.countersign.accesslog;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request by which somebody reads what is on record.
 *
 * @param text as it came
 * @param withoutPlace the same for every page of one reading
 * @param goesOn whether it asks for what comes after a place, and not for the beginning
 */
record ReadRequest(String text, String withoutPlace, boolean goesOn) {

    /** Where one of these is given, a reading goes on. */
    private static final Set<String> PLACES = Set.of("after", "page_token");

    private static final String LAST_EVENT_ID = "Last-Event-ID";

    static ReadRequest of(HttpServletRequest request) {
        String target = request.getMethod() + " " + request.getRequestURI();
        String query = request.getQueryString();
        return new ReadRequest(
                query == null ? target : target + "?" + query,
                target + "?" + withoutPlaces(query),
                request.getHeader(LAST_EVENT_ID) != null
                        || PLACES.stream().anyMatch(place -> request.getParameter(place) != null));
    }

    private static String withoutPlaces(@Nullable String query) {
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .filter(parameter -> PLACES.stream().noneMatch(place -> parameter.startsWith(place + "=")))
                .collect(Collectors.joining("&"));
    }
}
