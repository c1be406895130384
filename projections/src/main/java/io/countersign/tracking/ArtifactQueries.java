package io.countersign.tracking;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** Looks up the files of a run or a logged model, each of which is named by its stream. */
public final class ArtifactQueries {

    private static final RowMapper<StoredFile> FILE =
            (row, number) -> new StoredFile(row.getString("path"), row.getString("sha256"), row.getLong("size"));

    private final JdbcTemplate jdbc;

    public ArtifactQueries(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<StoredFile> file(String owner, String path) {
        return jdbc.query("select * from artifacts where owner = ? and path = ?", FILE, owner, path).stream()
                .findFirst();
    }

    /** The files below a folder, or the file itself, at most as many. */
    public List<StoredFile> below(String owner, String folder, int limit) {
        return jdbc.query(
                "select * from artifacts where owner = ? and (path = ? or starts_with(path, ?)) order by path limit ?",
                FILE,
                owner,
                folder,
                folder.isEmpty() ? "" : folder + "/",
                limit);
    }

    /** Every file of an owner, in the order of the paths. */
    public List<StoredFile> all(String owner) {
        return jdbc.query("select * from artifacts where owner = ? order by path", FILE, owner);
    }

    /**
     * What is directly in a folder, in the order of names: files with their size, folders without.
     *
     * @param folder empty for the root; without a trailing slash
     */
    public List<Entry> list(String owner, String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        return jdbc.query(
                """
                select split_part(substr(path, length(?) + 1), '/', 1) as name,
                    bool_or(strpos(substr(path, length(?) + 1), '/') > 0) as folder, max(size) as size
                from artifacts where owner = ? and starts_with(path, ?) group by 1 order by 1""",
                (row, number) ->
                        new Entry(prefix + row.getString("name"), row.getBoolean("folder"), row.getLong("size")),
                prefix,
                prefix,
                owner,
                prefix);
    }

    /** @param path relative to the owner's artifact root */
    public record StoredFile(String path, String sha256, long size) {}

    /** @param size in bytes; without meaning for a folder */
    public record Entry(String path, boolean folder, long size) {}
}
