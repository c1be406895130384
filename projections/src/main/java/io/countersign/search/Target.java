package io.countersign.search;

import java.util.List;
import org.springframework.jdbc.core.RowMapper;

/**
 * A kind of thing that can be searched.
 *
 * @param from the tables, as they stand after FROM
 * @param idColumns what is selected of each row before its sort values; the first is what scouts find
 * @param id reads them
 * @param naturalOrder the order_by of a search that has none
 * @param tieBreak the order_by that follows a search's own
 * @param identity what makes the order total
 * @param limit how many rows a page may have
 */
record Target<K>(
        String from,
        List<String> idColumns,
        RowMapper<K> id,
        Vocabulary vocabulary,
        List<String> naturalOrder,
        List<String> tieBreak,
        List<Attribute> identity,
        Limit limit) {}
