package io.countersign.search;

import io.countersign.search.grammar.MlflowSearchLexer;
import io.countersign.search.grammar.MlflowSearchParser;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.jspecify.annotations.Nullable;

/** Reads filters and order_by clauses. */
final class Syntax {

    private static final int MOST_COMPARISONS = 100;

    private Syntax() {}

    /** The comparisons that must all hold; none for a filter that is null or blank. */
    static List<Comparison> parseFilter(@Nullable String filter) {
        String source = filter == null ? "" : filter;
        var comparisons = new SyntaxReader(source)
                .comparisons(parser(source, new SyntaxErrors.InFilter(source)).filter());
        if (comparisons.size() > MOST_COMPARISONS) {
            throw comparisons
                    .get(MOST_COMPARISONS)
                    .key()
                    .place()
                    .invalid("A filter can have at most %d comparisons".formatted(MOST_COMPARISONS));
        }
        return comparisons;
    }

    static Ordering parseOrdering(String clause) {
        return new SyntaxReader(clause)
                .ordering(parser(clause, new SyntaxErrors.InOrderBy(clause)).ordering());
    }

    private static MlflowSearchParser parser(String source, SyntaxErrors errors) {
        Texts.requireStorable(source, position -> new Place(source, position));
        var lexer = new MlflowSearchLexer(CharStreams.fromString(source));
        var parser = new MlflowSearchParser(new CommonTokenStream(lexer));
        parser.removeErrorListeners();
        parser.addErrorListener(errors);
        return parser;
    }
}
