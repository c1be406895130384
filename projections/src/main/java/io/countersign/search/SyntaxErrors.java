package io.countersign.search;

import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Turns the first syntax error into the message that MLflow's clients know. */
abstract sealed class SyntaxErrors extends BaseErrorListener {

    final String source;

    private SyntaxErrors(String source) {
        this.source = source;
    }

    @Override
    public void syntaxError(
            Recognizer<?, ?> recognizer,
            @Nullable Object offendingSymbol,
            int line,
            int charPositionInLine,
            String message,
            @Nullable RecognitionException exception) {
        if (recognizer instanceof Parser parser && offendingSymbol instanceof Token token) {
            throw new Place(source, startOf(token)).invalid(messageFor(parser, token));
        }
    }

    abstract String messageFor(Parser parser, Token offending);

    private int startOf(Token token) {
        return Math.min(token.getStartIndex(), source.codePointCount(0, source.length()));
    }

    String sourceFrom(int codePoint) {
        return source.substring(source.offsetByCodePoints(0, codePoint)).strip();
    }

    static final class InFilter extends SyntaxErrors {

        InFilter(String source) {
            super(source);
        }

        @Override
        String messageFor(Parser parser, Token offending) {
            if (offending.getText().equals(";")
                    && sourceFrom(startAfter(offending)).length() > 0) {
                return "Search filter contained multiple expression '%s'. Provide AND-ed expression list."
                        .formatted(source);
            }
            return "Invalid clause(s) in filter string: '%s'".formatted(clause(parser, offending));
        }

        private int startAfter(Token token) {
            return token.getStopIndex() + 1;
        }

        /** The offending word; at the filter's end, the clause that it leaves unfinished. */
        private String clause(Parser parser, Token offending) {
            if (offending.getType() != Token.EOF) {
                return offending.getText();
            }
            ParserRuleContext context = parser.getContext();
            while (context.getStart().getType() == Token.EOF && context.getParent() != null) {
                context = context.getParent();
            }
            return sourceFrom(context.getStart().getStartIndex());
        }
    }

    static final class InOrderBy extends SyntaxErrors {

        InOrderBy(String source) {
            super(source);
        }

        @Override
        String messageFor(Parser parser, Token offending) {
            return "Invalid order_by clause '%s'. Could not be parsed.".formatted(source);
        }
    }
}
