package io.countersign.health;

import java.util.Map;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.stereotype.Component;

/** Which release runs, for administrators; what clients are told is the version of MLflow's contract. */
@Component
final class BuildInfo implements InfoContributor {

    @Override
    public void contribute(Info.Builder builder) {
        String version = BuildInfo.class.getPackage().getImplementationVersion();
        builder.withDetail(
                "countersign",
                Map.of(
                        "version",
                        version == null ? "built from sources" : version,
                        "mlflow",
                        HealthRoutes.MLFLOW_VERSION));
    }
}
