package io.countersign.mlflow;

import io.countersign.access.OpenToEveryone;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;

/** {@code /mlflow/server-info}: what clients ask before they sign in, to know what they may use. */
@MlflowRoutes
final class ServerInfoRoutes {

    @OpenToEveryone(because = "clients ask before they sign in, and it tells the same to everyone")
    @GetMapping("/server-info")
    ServerInfo info() {
        return ServerInfo.OURS;
    }

    /**
     * The capabilities by which MLflow's clients choose their ways.
     *
     * @param storeType {@code SqlStore}: clients take everything else for the file store, which cannot do all of this
     * @param featuresEnabled of MLflow's pages
     */
    record ServerInfo(
            String storeType,
            boolean workspacesEnabled,
            boolean traceArchivalEnabled,
            boolean multipartUploadsEnabled,
            boolean multipartDownloadsEnabled,
            boolean presignedUploadRunIdSupported,
            boolean presignedUploadModelIdSupported,
            Map<String, Boolean> featuresEnabled) {

        private static final ServerInfo OURS =
                new ServerInfo("SqlStore", false, false, false, false, false, false, Map.of("gateway", false));
    }
}
