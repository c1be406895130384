package io.countersign.lineage;

import io.countersign.access.Operation;
import io.countersign.access.Requires;
import io.countersign.api.GovernanceRoutes;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code /lineage/openlineage}: every run that whoever asks may see, as lines of JSON. Written page by page in the request's own
 * thread, as it is that thread's reader whose view of the database counts.
 */
@GovernanceRoutes
@Requires(Operation.READ_LINEAGE)
final class OpenLineageRoutes {

    private static final int PAGE = 500;

    private final JdbcTemplate jdbc;
    private final RunStories stories;

    OpenLineageRoutes(JdbcTemplate jdbc, RunStories stories) {
        this.jdbc = jdbc;
        this.stories = stories;
    }

    @GetMapping("/lineage/openlineage")
    void export(HttpServletResponse response) throws IOException {
        OpenLineage words = new OpenLineage(
                "urn:countersign:" + jdbc.queryForObject("select id::text from ops.installation", String.class));
        List<RunStory> page = stories.page("", PAGE);
        response.setContentType("application/x-ndjson");
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        OutputStream out = response.getOutputStream();
        while (!page.isEmpty()) {
            for (RunStory run : page) {
                for (Map<String, Object> event : words.events(run)) {
                    out.write(JsonMapper.shared().writeValueAsBytes(event));
                    out.write('\n');
                }
            }
            page = page.size() < PAGE ? List.of() : stories.page(page.getLast().run(), PAGE);
        }
        out.flush();
    }
}
