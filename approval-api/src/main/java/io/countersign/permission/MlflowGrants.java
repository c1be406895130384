package io.countersign.permission;

import io.countersign.catalog.ModelQueries;
import io.countersign.catalog.ModelView;
import io.countersign.permission.MlflowPermissionMessages.OnExperiment;
import io.countersign.permission.MlflowPermissionMessages.OnModel;
import io.countersign.permission.MlflowPermissionMessages.Row;
import io.countersign.signin.LocalUser;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What single accounts hold, in the words of MLflow's API. What their roles give is not part of it. */
@Component
public final class MlflowGrants {

    private static final String WORKSPACE = "default";

    private final PermissionQueries permissions;
    private final ModelQueries models;

    MlflowGrants(PermissionQueries permissions, ModelQueries models) {
        this.permissions = permissions;
        this.models = models;
    }

    /** On single experiments, by grants to the account itself. */
    public List<OnExperiment> onExperiments(LocalUser user) {
        return own(user, ObjectType.EXPERIMENT).stream()
                .map(held -> new OnExperiment(held.object().id(), user.number(), told(held)))
                .toList();
    }

    /** On single registered models, by grants to the account itself. */
    public List<OnModel> onModels(LocalUser user) {
        List<ReachingGrant> own = own(user, ObjectType.REGISTERED_MODEL);
        Map<String, ModelView> known = known(own);
        return own.stream()
                .flatMap(held -> Stream.ofNullable(known.get(held.object().id()))
                        .map(model -> new OnModel(model.name(), user.number(), told(held))))
                .toList();
    }

    private List<ReachingGrant> own(LocalUser user, ObjectType type) {
        return permissions.reaching(user.subject()).stream()
                .filter(ReachingGrant::isTheirOwn)
                .filter(held -> held.object().type() == type && held.object().inherits())
                .toList();
    }

    /** Everything that reaches the account, by its groups and on roots too. */
    List<Row> reaching(LocalUser user) {
        List<ReachingGrant> reaching = permissions.reaching(user.subject());
        Map<String, ModelView> known = known(reaching);
        return reaching.stream().flatMap(held -> row(held, user, known)).toList();
    }

    private static Stream<Row> row(ReachingGrant held, LocalUser user, Map<String, ModelView> known) {
        SecuredObject object = held.object();
        if (object.type() == ObjectType.EXPERIMENT) {
            return Stream.of(row(held, user, MlflowObjects.EXPERIMENT, object.id()));
        }
        return object.inherits()
                ? Stream.ofNullable(known.get(object.id())).map(model -> row(held, user, typeOf(model), model.name()))
                : Stream.of(row(held, user, MlflowObjects.MODEL, object.id()));
    }

    private static Row row(ReachingGrant held, LocalUser user, String type, String name) {
        String role = held.isTheirOwn()
                ? "__user_" + user.number() + "__"
                : held.grant().principal().id();
        return new Row(role, WORKSPACE, type, held.object().inherits() ? name : MlflowObjects.ALL, told(held));
    }

    private static String typeOf(ModelView model) {
        return model.isPrompt() ? MlflowObjects.PROMPT : MlflowObjects.MODEL;
    }

    private Map<String, ModelView> known(List<ReachingGrant> grants) {
        List<String> ids = grants.stream()
                .map(ReachingGrant::object)
                .filter(object -> object.type() == ObjectType.REGISTERED_MODEL)
                .map(SecuredObject::id)
                .distinct()
                .toList();
        return models.byIds(ids).stream().collect(Collectors.toMap(ModelView::modelId, Function.identity()));
    }

    private static String told(ReachingGrant held) {
        return MlflowPermission.within(held.grant().level()).name();
    }
}
