package io.countersign.program;

import com.databricks.sdk.service.ml.ApproveTransitionRequest;
import com.databricks.sdk.service.ml.CreateComment;
import com.databricks.sdk.service.ml.CreateModelRequest;
import com.databricks.sdk.service.ml.CreateModelVersionRequest;
import com.databricks.sdk.service.ml.CreateTransitionRequest;
import com.databricks.sdk.service.ml.ModelRegistryAPI;
import com.databricks.sdk.service.ml.ModelVersion;
import com.databricks.sdk.service.ml.RejectTransitionRequest;
import com.databricks.sdk.service.ml.SetModelVersionTagRequest;

/** Brings versions of one model, which others work on too, to Production, with Databricks' client. */
final class Registrar extends Worker {

    private final ModelRegistryAPI scientist;
    private final ModelRegistryAPI reviewer;
    private final String model;

    Registrar(String name, Ledger ledger, Person scientist, Person reviewer, String model) {
        super(name, ledger);
        this.scientist = scientist.databricks().modelRegistry();
        this.reviewer = reviewer.databricks().modelRegistry();
        this.model = model;
    }

    @Override
    void work() {
        send(mark -> scientist.createModel(new CreateModelRequest().setName(mark)));
        send(mark -> scientist.createModel(
                new CreateModelRequest().setName(model).setDescription(mark))); // which is there already
        ask(mark -> scientist.createModelVersion(
                        new CreateModelVersionRequest().setName(model).setSource("s3://bucket/" + mark)))
                .map(created -> created.getModelVersion())
                .map(ModelVersion::getVersion)
                .ifPresent(this::review);
    }

    private void review(String version) {
        send(mark -> scientist.setModelVersionTag(new SetModelVersionTagRequest()
                .setName(model)
                .setVersion(version)
                .setKey("evidence")
                .setValue(mark)));
        ask("Staging", version);
        send(mark -> reviewer.rejectTransitionRequest(new RejectTransitionRequest()
                .setName(model)
                .setVersion(version)
                .setStage("Staging")
                .setComment(mark)));
        ask("Production", version);
        send(mark -> reviewer.createComment(
                new CreateComment().setName(model).setVersion(version).setComment(mark)));
        send(mark -> reviewer.approveTransitionRequest(new ApproveTransitionRequest()
                .setName(model)
                .setVersion(version)
                .setStage("Production")
                .setArchiveExistingVersions(true)
                .setComment(mark)));
    }

    private void ask(String stage, String version) {
        send(mark -> scientist.createTransitionRequest(new CreateTransitionRequest()
                .setName(model)
                .setVersion(version)
                .setStage(stage)
                .setComment(mark)));
    }
}
