package io.countersign.history;

import io.countersign.Attributed;
import io.countersign.Command;
import io.countersign.Uuid7;
import io.countersign.governance.ChangeCommand;
import io.countersign.governance.GovernedCommand;
import io.countersign.identity.Person;
import io.countersign.imported.ImportedFrom;
import io.countersign.modelversion.ChecklistAnswer;
import io.countersign.modelversion.CommentId;
import io.countersign.modelversion.Manifest;
import io.countersign.modelversion.ModelVersionCommand;
import io.countersign.modelversion.VersionId;
import io.countersign.policy.Change;
import io.countersign.policy.CheckResult;
import io.countersign.policy.DecisionFacts;
import io.countersign.registeredmodel.ModelId;
import io.countersign.registeredmodel.RegisteredModelCommand;
import io.countersign.registeredmodel.RequestId;
import io.countersign.registeredmodel.Stage;
import io.countersign.tag.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** What happens to models and versions: two people ask, a third one decides. */
final class RegistryHistory {

    private static final int FEW_MODELS = 3;

    private final Chance chance;
    private final List<Person> authors = List.of(Person.contributor(), Person.contributor());
    private final Person rita = Person.reviewer();
    private final Person ada = Person.admin();
    private final List<ModelId> models = new ArrayList<>();
    private final List<VersionId> versions = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<ModelVersionCommand.GiveEvidence> documents = new ArrayList<>();

    RegistryHistory(Chance chance) {
        this.chance = chance;
        createModel();
        createVersion();
        request(Stage.STAGING);
        comment();
        giveEvidence();
    }

    private record Request(RequestId id, VersionId version, Stage to, Person requester) {
        Change change() {
            return new Change.ToStage(version.number(), Stage.NONE, to);
        }
    }

    private record Comment(CommentId id, VersionId version, Person author) {}

    List<Runnable> actions() {
        return List.of(
                this::createModel,
                this::rename,
                () -> send(new RegisteredModelCommand.ChangeDescription(model(), chance.word())),
                this::tagModel,
                this::untagModel,
                this::deleteModel,
                this::deleteModel,
                this::createVersion,
                this::createVersion,
                this::deleteVersion,
                this::request,
                this::request,
                this::request,
                this::cancel,
                this::reject,
                this::approve,
                this::veto,
                this::withdraw,
                this::moveAside,
                this::setAlias,
                this::deleteAlias,
                () -> send(new ModelVersionCommand.ChangeDescription(version(), chance.word())),
                this::tagVersion,
                this::untagVersion,
                () -> chance.server()
                        .send(
                                Person.admin(),
                                new ModelVersionCommand.VerifyArtifacts(
                                        version(),
                                        new Manifest(List.of(new Manifest.File(chance.word(), "a2".repeat(32), 1))))),
                () -> chance.server()
                        .send(Person.admin(), new ModelVersionCommand.LeaveUnverified(version(), chance.word())),
                this::reportCheck,
                this::reportCheck,
                this::giveEvidence,
                this::giveEvidence,
                this::withdrawEvidence,
                this::answerChecklist,
                this::comment,
                this::comment,
                this::editComment,
                this::deleteComment,
                this::importModel);
    }

    private void createModel() {
        ModelId model = new ModelId(Uuid7.hex());
        send(new RegisteredModelCommand.Create(
                model,
                "model " + model,
                chance.wordOrNone(),
                chance.tags(authors.getFirst()),
                rita.actor(),
                chance.server().noFacts(rita)));
        models.add(model);
    }

    private void importModel() {
        ModelId model = new ModelId(Uuid7.hex());
        ImportedFrom from = new ImportedFrom("http://old", "model " + model);
        chance.server()
                .send(
                        ada,
                        new RegisteredModelCommand.Import(
                                model, "model " + model, chance.wordOrNone(), tags(), 1, 2, from));
        models.add(model);
        int number = 1 + chance.upTo(3);
        chance.server()
                .send(
                        ada,
                        new RegisteredModelCommand.ImportVersion(
                                model,
                                number,
                                chance.of(List.of(Stage.values())),
                                List.of(chance.key()),
                                "s3://in",
                                "s3://at",
                                null,
                                null,
                                null,
                                chance.wordOrNone(),
                                tags(),
                                chance.textOrNone(author()),
                                1,
                                2,
                                from,
                                List.of(new RequestId(Uuid7.hex()), new RequestId(Uuid7.hex())),
                                ada.actor(),
                                chance.server().noFacts(ada)));
        versions.add(new VersionId(model, number));
    }

    private List<Tag> tags() {
        return chance.tags(author());
    }

    private void deleteModel() {
        ModelId model = model();
        if (chance.oneIn(3) && models.size() > FEW_MODELS) {
            decide(
                    rita,
                    model,
                    new Change.DeletionOfModel(),
                    facts -> new RegisteredModelCommand.Delete(model, rita.actor(), facts));
            models.remove(model);
            versions.removeIf(version -> version.model().equals(model));
        }
    }

    private void createVersion() {
        ModelId model = model();
        Integer number = send(new RegisteredModelCommand.CreateVersion(
                model,
                "s3://in",
                "s3://at",
                null,
                null,
                null,
                chance.wordOrNone(),
                chance.tags(author()),
                rita.actor(),
                chance.server().noFacts(rita)));
        versions.add(new VersionId(model, Objects.requireNonNull(number)));
    }

    private void deleteVersion() {
        VersionId version = version();
        if (versions.size() > FEW_MODELS) {
            decide(
                    rita,
                    version.model(),
                    new Change.DeletionOfVersion(version.number(), Stage.NONE),
                    facts -> new RegisteredModelCommand.DeleteVersion(
                            version.model(), version.number(), rita.actor(), facts));
            versions.remove(version);
        }
    }

    private void request() {
        request(chance.of(List.of(Stage.values())));
    }

    private void request(Stage to) {
        Request request = new Request(new RequestId(Uuid7.hex()), version(), to, author());
        Person by = request.requester();
        decide(
                by,
                request.version().model(),
                request.change(),
                facts -> new ChangeCommand.Request(
                        request.version().model(),
                        request.id(),
                        request.change(),
                        by.actor(),
                        chance.textOrNone(by),
                        facts));
        requests.add(request);
    }

    private void cancel() {
        Request request = chance.of(requests);
        Person by = request.requester();
        send(new ChangeCommand.Cancel(request.version().model(), request.id(), by.actor(), chance.textOrNone(by)));
    }

    private void reject() {
        Request request = chance.of(requests);
        ModelId model = request.version().model();
        decide(
                rita,
                model,
                request.change(),
                facts -> new ChangeCommand.Reject(
                        model, request.change(), rita.actor(), chance.textOrNone(rita), facts));
    }

    private void veto() {
        Request request = chance.of(requests);
        ModelId model = request.version().model();
        decide(
                rita,
                model,
                request.change(),
                facts -> new ChangeCommand.Veto(model, request.change(), rita.actor(), chance.textOrNone(rita), facts));
    }

    private void withdraw() {
        Request request = chance.of(requests);
        ModelId model = request.version().model();
        decide(
                rita,
                model,
                request.change(),
                facts -> new ChangeCommand.LiftVeto(
                        model, request.change(), rita.subject(), rita.actor(), chance.textOrNone(rita), facts));
    }

    private void approve() {
        Request request = chance.of(requests);
        ModelId model = request.version().model();
        decide(
                rita,
                model,
                request.change(),
                facts -> new ChangeCommand.Approve(
                        model,
                        request.change(),
                        request.to().isActive() && chance.oneIn(2),
                        chance.wordOrNone(),
                        rita.actor(),
                        chance.textOrNone(rita),
                        facts));
    }

    private void moveAside() {
        VersionId version = version();
        Stage to = chance.of(List.of(Stage.ARCHIVED, Stage.NONE));
        decide(
                rita,
                version.model(),
                new Change.ToStage(version.number(), Stage.NONE, to),
                facts -> new RegisteredModelCommand.TransitionStage(
                        version.model(), version.number(), to, false, rita.actor(), chance.textOrNone(rita), facts));
    }

    private void setAlias() {
        VersionId version = version();
        String alias = chance.key();
        decide(
                rita,
                version.model(),
                new Change.OfAlias(alias, version.number(), null),
                facts -> new RegisteredModelCommand.SetAlias(
                        version.model(), alias, version.number(), rita.actor(), facts));
    }

    private void deleteAlias() {
        ModelId model = model();
        String alias = chance.key();
        decide(
                rita,
                model,
                new Change.OfAlias(alias, null, null),
                facts -> new RegisteredModelCommand.DeleteAlias(model, alias, rita.actor(), facts));
    }

    private void rename() {
        ModelId model = model();
        String name = "renamed " + Uuid7.hex();
        decide(
                rita,
                model,
                new Change.Renaming(name),
                facts -> new RegisteredModelCommand.Rename(model, name, rita.actor(), facts));
    }

    private void tagModel() {
        ModelId model = model();
        Tag tag = chance.tag(author());
        decide(
                rita,
                model,
                new Change.OfTag(null, tag.key(), tag.value()),
                facts -> new RegisteredModelCommand.SetTag(model, tag, rita.actor(), facts));
    }

    private void untagModel() {
        ModelId model = model();
        String key = chance.key();
        decide(
                rita,
                model,
                new Change.OfTag(null, key, null),
                facts -> new RegisteredModelCommand.DeleteTag(model, key, rita.actor(), facts));
    }

    private void tagVersion() {
        VersionId version = version();
        Tag tag = chance.tag(author());
        decide(
                rita,
                version.model(),
                new Change.OfTag(version.number(), tag.key(), tag.value()),
                facts -> new ModelVersionCommand.SetTag(version, tag, rita.actor(), facts));
    }

    private void untagVersion() {
        VersionId version = version();
        String key = chance.key();
        decide(
                rita,
                version.model(),
                new Change.OfTag(version.number(), key, null),
                facts -> new ModelVersionCommand.DeleteTag(version, key, rita.actor(), facts));
    }

    private void comment() {
        Comment comment = new Comment(new CommentId(Uuid7.hex()), version(), author());
        Person by = comment.author();
        send(new ModelVersionCommand.AddComment(comment.version(), comment.id(), by.actor(), chance.text(by)));
        comments.add(comment);
    }

    private void editComment() {
        Comment comment = chance.of(comments);
        Person by = comment.author();
        send(new ModelVersionCommand.EditComment(comment.version(), comment.id(), by.actor(), chance.text(by)));
    }

    private void deleteComment() {
        Comment comment = chance.of(comments);
        send(new ModelVersionCommand.DeleteComment(
                comment.version(), comment.id(), comment.author().actor()));
    }

    private void reportCheck() {
        Person by = author();
        send(new ModelVersionCommand.ReportCheck(
                version(),
                chance.key(),
                chance.key(),
                chance.of(List.of(CheckResult.State.values())),
                chance.oneIn(2) ? "https://ci/1" : null,
                chance.textOrNone(by),
                null,
                by.actor()));
    }

    private void giveEvidence() {
        String sha256 = "%064x".formatted(chance.upTo(9));
        var document = new ModelVersionCommand.GiveEvidence(
                version(), chance.key(), "text/plain", sha256, 1, "a.txt", author().actor());
        send(document);
        documents.add(document);
    }

    private void withdrawEvidence() {
        ModelVersionCommand.GiveEvidence document = chance.of(documents);
        send(new ModelVersionCommand.WithdrawEvidence(
                document.version(),
                document.slot(),
                document.sha256(),
                chance.oneIn(2) ? document.actor() : ada.actor()));
    }

    private void answerChecklist() {
        Person by = author();
        ChecklistAnswer.Value value = chance.of(List.of(ChecklistAnswer.Value.values()));
        send(new ModelVersionCommand.AnswerChecklist(
                version(),
                chance.key(),
                List.of(new ChecklistAnswer(chance.key(), value, chance.textOrNone(by))),
                by.actor()));
    }

    private ModelId model() {
        return chance.of(models);
    }

    private VersionId version() {
        return chance.of(versions);
    }

    private Person author() {
        return chance.of(authors);
    }

    /** Signed by the one whom the command names; by anybody where it names nobody. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    private <R> @org.jspecify.annotations.Nullable R send(Command command) {
        Person by = command instanceof Attributed signed ? new Person(signed.actor()) : author();
        return chance.server().send(by, command);
    }

    private void decide(Person by, ModelId model, Change change, Function<DecisionFacts, GovernedCommand> command) {
        chance.server().decide(by, model, change, command);
    }
}
