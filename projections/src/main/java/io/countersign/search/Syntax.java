package io.countersign.search;

import io.countersign.search.grammar.MlflowSearchLexer;
import io.countersign.search.grammar.MlflowSearchParser;
import io.countersign.search.grammar.MlflowSearchParser.FilterContext;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.jspecify.annotations.Nullable;

/** Reads filters and order_by clauses. */
final class Syntax {

    private static final int MOST_COMPARISONS = 100;

    /** Enough for the ids of some thousand runs. */
    static final int MOST_CHARACTERS = 100_000;

    private Syntax() {}

    /** The comparisons that must all hold; none for a filter that is null or blank. */
    static List<Comparison> parseFilter(@Nullable String filter) {
        String source = filter == null ? "" : filter;
        var parsed = parser(source, new SyntaxErrors.InFilter(source)).filter();
        requireFew(parsed, source);
        return new SyntaxReader(source).comparisons(parsed);
    }

    /** Before they are read, each of which takes the longer the longer the filter is. */
    private static void requireFew(FilterContext filter, String source) {
        if (filter.comparison().size() > MOST_COMPARISONS) {
            int first = filter.comparison(MOST_COMPARISONS).getStart().getStartIndex();
            throw new Place(source, first)
                    .invalid("A filter can have at most %d comparisons".formatted(MOST_COMPARISONS));
        }
    }

    static Ordering parseOrdering(String clause) {
        return new SyntaxReader(clause)
                .ordering(parser(clause, new SyntaxErrors.InOrderBy(clause)).ordering());
    }

    private static void requireShort(String source) {
        if (source.codePointCount(0, source.length()) > MOST_CHARACTERS) {
            throw new Place(source, MOST_CHARACTERS)
                    .invalid("A clause can have at most %d characters".formatted(MOST_CHARACTERS));
        }
    }

    private static MlflowSearchParser parser(String source, SyntaxErrors errors) {
        requireShort(source);
        Texts.requireStorable(source, position -> new Place(source, position));
        var lexer = new MlflowSearchLexer(CharStreams.fromString(source));
        var parser = new MlflowSearchParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        return parser;
    }
}
