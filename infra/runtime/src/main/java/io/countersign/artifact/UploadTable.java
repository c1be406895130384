package io.countersign.artifact;

import io.countersign.artifact.ArtifactStore.Part;
import io.countersign.artifact.ArtifactStore.PartPlace;
import io.countersign.artifact.ArtifactStore.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The uploads under way, in {@code ops}: whichever server a part reaches knows them, also after a restart. */
public final class UploadTable {

    private final JdbcTemplate jdbc;

    public UploadTable(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param address where the file will be, as clients address the store
     * @param parts how many there will be
     */
    public record Upload(String id, String address, String subject, int parts) {}

    /** @param stored null until the parts are joined */
    public record State(Upload upload, @Nullable Stored stored, boolean completed) {}

    public void begin(Upload upload) {
        jdbc.update(
                "insert into ops.uploads (upload_id, address, subject_id, parts) values (?, ?, ?, ?)",
                upload.id(),
                upload.address(),
                upload.subject(),
                upload.parts());
    }

    public Optional<State> find(String id) {
        return jdbc.query("select * from ops.uploads where upload_id = ?", (row, number) -> state(row), id).stream()
                .findFirst();
    }

    private static State state(ResultSet row) throws SQLException {
        Upload upload = new Upload(
                row.getString("upload_id"), row.getString("address"), row.getString("subject_id"), row.getInt("parts"));
        String sha256 = row.getString("sha256");
        return new State(
                upload, sha256 == null ? null : new Stored(sha256, row.getLong("size")), row.getBoolean("completed"));
    }

    /** The size of all parts but the last: the one that the first of them to arrive has. */
    public long partSize(String id, long ofThisOne) {
        Long size = jdbc.queryForObject(
                "update ops.uploads set part_size = coalesce(part_size, ?) where upload_id = ? returning part_size",
                Long.class,
                ofThisOne,
                id);
        return size == null ? ofThisOne : size;
    }

    public void keep(String id, Part part) {
        jdbc.update("""
                insert into ops.upload_parts (upload_id, number, size, checksum) values (?, ?, ?, ?)
                on conflict (upload_id, number) do update set size = excluded.size, checksum = excluded.checksum""", id, part.place().number(), part.place().size(), part.checksum());
    }

    /** In their order. */
    public List<Part> parts(Upload upload) {
        return jdbc.query(
                "select * from ops.upload_parts where upload_id = ? order by number",
                (row, number) -> new Part(
                        new PartPlace(
                                row.getInt("number"), row.getInt("number") == upload.parts(), row.getLong("size")),
                        row.getString("checksum")),
                upload.id());
    }

    public void joined(String id, Stored stored) {
        jdbc.update(
                "update ops.uploads set sha256 = ?, size = ? where upload_id = ?", stored.sha256(), stored.size(), id);
    }

    /** In the transaction of the event, so that there is one however often it is asked for. */
    public void complete(String id) {
        if (jdbc.update("update ops.uploads set completed = true where upload_id = ? and not completed", id) == 0) {
            throw new ConcurrencyFailureException("The upload " + id + " was completed meanwhile.");
        }
    }

    public void end(String id) {
        jdbc.update("delete from ops.uploads where upload_id = ?", id);
    }

    /** The ids of those that were begun so long ago that their links have expired. */
    public List<String> olderThan(java.time.Duration age) {
        return jdbc.queryForList(
                "select upload_id from ops.uploads where started_at < now() - make_interval(secs => ?)",
                String.class,
                age.toSeconds());
    }
}
