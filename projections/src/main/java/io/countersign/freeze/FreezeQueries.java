package io.countersign.freeze;

import io.countersign.modelversion.VersionId;
import io.countersign.privacy.Vault;
import io.countersign.registeredmodel.ModelId;
import io.countersign.views.SealedColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks up what is withdrawn and what is frozen for it. */
public final class FreezeQueries {

    private static final String SELECT = """
            select w.*, coalesce(d.username, w.declared_by) as declared_by_name,
                coalesce(l.username, w.lifted_by) as lifted_by_name
            from withdrawals w
            left join ops.users d on d.subject_id = w.declared_by
            left join ops.users l on l.subject_id = w.lifted_by
            """;

    private final JdbcTemplate jdbc;
    private final Vault vault;

    public FreezeQueries(JdbcTemplate jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    public Optional<WithdrawalView> byId(WithdrawalId id) {
        return jdbc.query(SELECT + "where w.withdrawal_id = ?", (row, number) -> view(row), id.value()).stream()
                .findFirst();
    }

    /**
     * Newest first.
     *
     * @param after leaves out this one and everything newer; null to begin with the newest
     */
    public List<WithdrawalView> page(boolean onlyStanding, @Nullable WithdrawalView after, int limit) {
        return jdbc.query(
                SELECT + """
                where (not ? or w.lifted_by is null) and (?::text is null or (w.declared_at, w.withdrawal_id) < (?, ?))
                order by w.declared_at desc, w.withdrawal_id desc limit ?""",
                (row, number) -> view(row),
                onlyStanding,
                after == null ? null : after.id(),
                after == null ? 0 : after.declaredAt(),
                after == null ? "" : after.id(),
                limit);
    }

    /** Those that stand: key of what is withdrawn by id of the withdrawal. */
    public Map<WithdrawalId, String> standing() {
        Map<WithdrawalId, String> standing = new HashMap<>();
        jdbc.query("select withdrawal_id, thing from withdrawals where lifted_by is null", row -> {
            standing.put(new WithdrawalId(row.getString(1)), row.getString(2));
        });
        return standing;
    }

    /** Versions that are frozen for what stands no more, by withdrawal. */
    public Map<WithdrawalId, List<ModelId>> toThaw() {
        Map<WithdrawalId, List<ModelId>> models = new HashMap<>();
        jdbc.query("""
                select distinct withdrawal_id, model_id from frozen_versions join withdrawals using (withdrawal_id)
                where lifted_by is not null""", row -> {
            models.computeIfAbsent(new WithdrawalId(row.getString(1)), id -> new ArrayList<>())
                    .add(new ModelId(row.getString(2)));
        });
        return models;
    }

    public List<VersionId> frozenFor(WithdrawalId withdrawal) {
        return jdbc.query(
                "select model_id, version from frozen_versions where withdrawal_id = ? order by frozen_at, model_id, version",
                (row, number) -> new VersionId(new ModelId(row.getString(1)), row.getInt(2)),
                withdrawal.value());
    }

    /** The withdrawals for which the versions of these models are frozen. */
    public Map<VersionId, List<WithdrawalId>> of(Collection<ModelId> models) {
        Map<VersionId, List<WithdrawalId>> frozen = new HashMap<>();
        jdbc.query(
                "select model_id, version, withdrawal_id from frozen_versions where model_id = any (?) order by frozen_at",
                row -> {
                    frozen.computeIfAbsent(
                                    new VersionId(new ModelId(row.getString(1)), row.getInt(2)),
                                    version -> new ArrayList<>())
                            .add(new WithdrawalId(row.getString(3)));
                },
                (Object) models.stream().map(ModelId::value).distinct().toArray(String[]::new));
        return frozen;
    }

    private WithdrawalView view(ResultSet row) throws SQLException {
        return new WithdrawalView(
                row.getString("withdrawal_id"),
                row.getString("thing"),
                row.getString("declared_by"),
                row.getString("declared_by_name"),
                row.getLong("declared_at"),
                SealedColumn.open(row.getString("reason"), vault),
                row.getString("lifted_by"),
                row.getString("lifted_by_name"),
                row.getObject("lifted_at", Long.class),
                SealedColumn.open(row.getString("answer"), vault));
    }
}
