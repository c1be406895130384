package io.countersign.program;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the state of things does not allow is refused by the error of the contract, and changes nothing. */
class RefusedChangesIT extends RefusedRequests {

    @Nested
    class Names {

        @Test
        void thatExistAreNotGivenTwice() {
            String model = aModel();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    model,
                    () -> post("registered-models/create", Map.of("name", model)));
            String other = aModel();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    model,
                    () -> post("registered-models/rename", Map.of("name", other, "new_name", model)));
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "Default",
                    () -> post("experiments/create", Map.of("name", "Default")));
        }

        @Test
        void ofADeletedExperimentStayTaken() {
            String name = "deleted " + Person.unique();
            String id = post("experiments/create", Map.of("name", name))
                    .ok()
                    .json()
                    .get("experiment_id")
                    .stringValue();
            post("experiments/delete", Map.of("experiment_id", id)).ok();
            refused(400, "RESOURCE_ALREADY_EXISTS", name, () -> post("experiments/create", Map.of("name", name)));
        }
    }

    @Nested
    class Transitions {

        @Test
        void toAStageThatDoesNotExistAreRefused() {
            String model = aModelWithAVersion();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Canary",
                    () -> post("transition-requests/create", Map.of("name", model, "version", "1", "stage", "Canary")));
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Canary",
                    () -> get("registered-models/get-latest-versions", Map.of("name", model, "stages", "Canary")));
        }

        @Test
        void ofADeletedVersionAreRefused() {
            String model = aModelWithAVersion();
            delete("model-versions/delete", Map.of("name", model, "version", "1"))
                    .ok();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "version=1",
                    () -> post("transition-requests/create", toStaging(model)));
        }

        @Test
        void askedForTwiceByTheSamePersonAreRefused() {
            String model = aModelWithAVersion();
            post("transition-requests/create", toStaging(model)).ok();
            refused(
                    400,
                    "RESOURCE_ALREADY_EXISTS",
                    "Staging",
                    () -> post("transition-requests/create", toStaging(model)));
        }

        @Test
        void thatWereCancelledCannotBeApproved() {
            String model = aModelWithAVersion();
            post("transition-requests/create", toStaging(model)).ok();
            delete("transition-requests/delete", toStaging(model)).ok();
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "",
                    () -> reviewer.post(Http.API + "transition-requests/approve", toStaging(model)));
            refused(
                    404,
                    "RESOURCE_DOES_NOT_EXIST",
                    "",
                    () -> reviewer.post(Http.API + "transition-requests/reject", toStaging(model)));
            refused(404, "RESOURCE_DOES_NOT_EXIST", "", () -> delete("transition-requests/delete", toStaging(model)));
        }

        @Test
        void areDecidedByASecondPerson() {
            String model = aModelWithAVersion();
            reviewer.post(Http.API + "transition-requests/create", toStaging(model))
                    .ok();
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "yourself",
                    () -> reviewer.post(Http.API + "transition-requests/approve", toStaging(model)));
            refused(
                    403,
                    "PERMISSION_DENIED",
                    "",
                    () -> reviewer.post(Http.API + "model-versions/transition-stage", toStaging(model)));
            refused(403, "PERMISSION_DENIED", "reviewer", () -> post("transition-requests/approve", toStaging(model)));
        }

        @Test
        void thatArchiveOthersGoToAStageThatServes() {
            String model = aModelWithAVersion();
            refused(
                    400,
                    "INVALID_PARAMETER_VALUE",
                    "Archived",
                    () -> reviewer.post(
                            Http.API + "model-versions/transition-stage",
                            Map.of(
                                    "name",
                                    model,
                                    "version",
                                    "1",
                                    "stage",
                                    "Archived",
                                    "archive_existing_versions",
                                    true)));
        }
    }

    @Nested
    class DeletedRuns {

        @Test
        void takeNothingMore() {
            String run = aRun();
            post("runs/delete", Map.of("run_id", run)).ok();
            for (String route : new String[] {"runs/log-parameter", "runs/set-tag", "runs/log-metric"}) {
                refused(
                        400,
                        "INVALID_PARAMETER_VALUE",
                        "active",
                        () -> post(route, Map.of("run_id", run, "key", "k", "value", "1", "timestamp", 1)));
            }
        }
    }
}
