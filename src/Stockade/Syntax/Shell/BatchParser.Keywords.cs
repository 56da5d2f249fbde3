using System.Collections.Immutable;

namespace Stockade.Syntax.Shell;

/// <content><c>if</c> and <c>for</c>.</content>
internal sealed partial class BatchParser
{
    private BatchCommand.If? ParseIf()
    {
        _position += 2;
        var isNegated = false;
        var ignoresCase = false;
        var word = ReadWord();
        while (IsWord(word, "/i") || IsWord(word, "not"))
        {
            ignoresCase |= IsWord(word, "/i");
            isNegated ^= IsWord(word, "not");
            word = ReadWord();
        }

        var condition = ReadCondition(word, isNegated, ignoresCase);
        if (Error is not null)
            return null;
        if (ParseOperators(BatchOperator.Then) is not { } then)
        {
            // A remark, a label or nothing: the branch is empty.
            if (Error is not null)
                return null;
            then = new BatchCommand.Block([]);
        }

        SkipBlanks();
        if (!string.Equals(PeekWord(), "else", StringComparison.OrdinalIgnoreCase))
            return new BatchCommand.If(condition, then, Else: null);
        _position += "else".Length;
        return new BatchCommand.If(condition, then, ParseOperators(BatchOperator.Then));
    }

    private BatchCondition ReadCondition(ImmutableArray<BatchChar> word, bool isNegated, bool ignoresCase)
    {
        foreach (var test in (ReadOnlySpan<string>)["exist", "defined", "errorlevel", "cmdextversion"])
        {
            if (IsWord(word, test) && !IsEqualsNext())
                return new BatchCondition(isNegated, ignoresCase, test, [], ReadWord());
        }

        if (IsEqualsNext())
        {
            while (!IsAtEnd && IsDelimiter(Current))
                _position++;
            return new BatchCondition(isNegated, ignoresCase, "==", word, ReadOperand(stopsAtEquals: true));
        }

        var comparison = Text(ReadWord()).ToLowerInvariant();
        if (comparison is not ("equ" or "neq" or "lss" or "leq" or "gtr" or "geq"))
            Fail("the condition of the 'if' cannot be read");
        return new BatchCondition(isNegated, ignoresCase, comparison, word, ReadWord());
    }

    private bool IsEqualsNext()
    {
        var next = _position;
        while (next < _line.Count && IsBlank(_line[next].Value))
            next++;
        return next + 1 < _line.Count && _line[next].Value is '=' && _line[next + 1].Value is '=';
    }

    private BatchCommand.For? ParseFor()
    {
        var start = _line[_position].Span;
        _position += 3;
        var kind = BatchLoopKind.Words;
        var options = "";
        var word = ReadWord();
        if (word is [{ Value: '/' }, var letter])
        {
            kind = char.ToLowerInvariant(letter.Value) switch
            {
                'l' => BatchLoopKind.Numbers,
                'f' => BatchLoopKind.Lines,
                _ => BatchLoopKind.Files,
            };
            word = ReadWord();

            // The options of /f, or the folder of /r.
            if (word is not [{ Value: '%' }, ..])
            {
                options = Text(word);
                word = ReadWord();
            }
        }

        if (word is not [{ Value: '%' }, var variable] || !IsWord(ReadWord(), "in"))
        {
            Fail("the 'for' cannot be read");
            return null;
        }

        SkipBlanks();
        var set = ReadSet();
        if (!IsWord(ReadWord(), "do"))
        {
            Fail("the 'for' has no 'do'");
            return null;
        }

        var body = ParseOperators(BatchOperator.Then) ?? new BatchCommand.Block([]);
        return Error is null ? new BatchCommand.For(kind, variable.Value, options, set, body, start) : null;
    }

    private ImmutableArray<BatchChar> ReadSet()
    {
        if (IsAtEnd || Current is not '(')
        {
            Fail("the 'for' has no set");
            return [];
        }

        _position++;
        var text = ImmutableArray.CreateBuilder<BatchChar>();
        var isQuoted = false;
        while (Error is null)
        {
            if (IsAtEnd)
            {
                var last = text.Count == 0 ? default : text[^1].Span;
                if (nextLine() is not { } line)
                {
                    Fail("the parenthesis is not closed");
                    break;
                }

                (_line, _position, isQuoted) = (line, 0, false);
                text.Add(new BatchChar(' ', last));
                continue;
            }

            if (Current is '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && Current is ')')
                break;
            if (!isQuoted && Current is '^' && _position + 1 < _line.Count)
                _position++;
            text.Add(_line[_position++]);
        }

        _position++;
        return text.ToImmutable();
    }

    private ImmutableArray<BatchChar> ReadWord()
    {
        SkipBlanks();
        return ReadOperand(stopsAtEquals: true);
    }

    private static bool IsWord(ImmutableArray<BatchChar> word, string text) => string.Equals(Text(word), text, StringComparison.OrdinalIgnoreCase);

    private static string Text(ImmutableArray<BatchChar> word) => string.Concat(word.Select(static c => c.Value));
}
