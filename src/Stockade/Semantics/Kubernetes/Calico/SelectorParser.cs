using System.Collections.Immutable;
using Stockade.Text;

namespace Stockade.Semantics.Kubernetes.Calico;

/// <summary>
/// Parses selectors as Calico does (projectcalico/calico, libcalico-go/lib/selector): blanks are spaces and tabs, strings have no escapes, and an operator
/// need not be set apart from what follows it. A placeholder in a string leaves that value open; elsewhere, all of the selector.
/// </summary>
internal sealed class SelectorParser
{
    /// <summary>Deeper selectors are not looked into.</summary>
    private const int MaxDepth = 60;

    /// <summary>Longer selectors are not looked into; current versions of Calico accept 1024 characters.</summary>
    private const int MaxLength = 20_000;

    private readonly string _text;
    private readonly Func<int, int, SourceLocation> _locate;
    private int _position;
    private bool _isTooDeep;
    private SelectorSyntaxError? _error;

    private SelectorParser(string text, Func<int, int, SourceLocation> locate)
    {
        _text = text;
        _locate = locate;
    }

    /// <summary>The expression; with an error it is unknown. <paramref name="locate"/> gives the place of characters from a start to an end.</summary>
    public static (SelectorExpression Expression, SelectorSyntaxError? Error) Parse(string text, Func<int, int, SourceLocation> locate)
    {
        if (text.Length > MaxLength)
            return (SelectorExpression.Unknown, null);
        var parser = new SelectorParser(text, locate);
        var expression = parser.ParseAll();
        if (parser._error is null)
            return (expression, null);

        // What replaces a placeholder may mend the selector.
        return (SelectorExpression.Unknown, parser._isTooDeep || Placeholder.IsIn(text) ? null : parser._error);
    }

    private SelectorExpression ParseAll()
    {
        SkipBlanks();
        if (_position == _text.Length)
            return SelectorExpression.All;
        var expression = ParseOr(0);
        if (_error is null && _position < _text.Length)
            Fail("nothing more is expected");
        return expression;
    }

    private SelectorExpression ParseOr(int depth) => ParseOperands("||", SelectorNodeKind.Or, () => ParseOperands("&&", SelectorNodeKind.And, () => ParseOperation(depth)));

    private SelectorExpression ParseOperands(string between, SelectorNodeKind kind, Func<SelectorExpression> parse)
    {
        var operands = ImmutableArray.CreateBuilder<SelectorExpression>();
        do
            operands.Add(parse());
        while (_error is null && TryRead(between));
        return operands.Count == 1 ? operands[0] : new SelectorExpression(kind, operands.ToImmutable());
    }

    private SelectorExpression ParseOperation(int depth)
    {
        var isNegated = false;
        while (!At("!=") && TryRead("!"))
            isNegated = !isNegated;
        var operation = ParseSimple(depth);
        return isNegated ? operation.Not() : operation;
    }

    private SelectorExpression ParseSimple(int depth)
    {
        var start = _position;
        if (depth > MaxDepth)
            _isTooDeep = true;
        if (_isTooDeep)
            return Fail("it is too deep");
        if (TryRead("("))
        {
            var inner = ParseOr(depth + 1);
            return _error is null && !TryRead(")") ? Fail("')' is expected") : inner;
        }

        if (TryRead("has("))
        {
            var key = ReadKey();
            if (key.Length == 0)
                return Fail("a label is expected");
            return TryRead(")") ? Test(key, LabelOperator.Exists, [], start) : Fail("')' is expected");
        }

        if (TryRead("all("))
            return TryRead(")") ? SelectorExpression.All : Fail("')' is expected");
        if (TryRead("global("))
            return TryRead(")") ? SelectorExpression.Global : Fail("')' is expected");
        return ReadKey() is { Length: > 0 } label ? ParseTest(label, start) : Fail("a label, has(), all(), '!' or '(' is expected");
    }

    private SelectorExpression ParseTest(string key, int start)
    {
        if (TryRead("=="))
            return ParseValue(key, LabelOperator.In, start);
        if (TryRead("!="))
            return ParseValue(key, LabelOperator.NotIn, start);
        if (TryRead("contains"))
            return ParseValue(key, LabelOperator.Contains, start);
        if (TryReadWords("starts", "with"))
            return ParseValue(key, LabelOperator.StartsWith, start);
        if (TryReadWords("ends", "with"))
            return ParseValue(key, LabelOperator.EndsWith, start);
        if (TryReadWords("not", "in"))
            return ParseSet(key, LabelOperator.NotIn, start);
        return TryRead("in") ? ParseSet(key, LabelOperator.In, start)
            : Fail(At("=") ? "'==' is expected" : "==, !=, in, not in, contains, starts with or ends with is expected");
    }

    private SelectorExpression ParseValue(string key, LabelOperator operation, int start) =>
        TryReadString() is var (value, isRead) && isRead ? Test(key, operation, [value], start) : Fail("a string in quotes is expected");

    private SelectorExpression ParseSet(string key, LabelOperator operation, int start)
    {
        if (!TryRead("{"))
            return Fail("'{' is expected");
        var values = ImmutableArray.CreateBuilder<string?>();
        while (TryReadString() is var (value, isRead) && isRead)
        {
            values.Add(value);
            if (!TryRead(","))
                break;
        }

        if (_error is null && !TryRead("}"))
            Fail("a string in quotes or '}' is expected");
        return Test(key, operation, values.ToImmutable(), start);
    }

    private SelectorExpression Test(string key, LabelOperator operation, ImmutableArray<string?> values, int start)
    {
        var end = _position;
        while (end > start && IsBlank(_text[end - 1]))
            end--;
        var isOpen = operation is not (LabelOperator.In or LabelOperator.NotIn) && values.Any(static value => value is null);
        return SelectorExpression.Test(new LabelRequirement(key, operation, values, _locate(start, end)) { IsUnknown = isOpen || Placeholder.IsIn(key) });
    }

    private (string? Value, bool IsRead) TryReadString()
    {
        if (_error is not null || _position == _text.Length || _text[_position] is not ('\'' or '"'))
            return (null, false);
        var end = _text.IndexOf(_text[_position], _position + 1);
        if (end < 0)
        {
            Fail("the string does not end");
            return (null, false);
        }

        var value = _text[(_position + 1)..end];
        _position = end + 1;
        SkipBlanks();
        return (Placeholder.IsIn(value) ? null : value, true);
    }

    private string ReadKey()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or '.' or '/' or '-'))
            _position++;
        var key = _text[start.._position];
        SkipBlanks();
        return key;
    }

    private bool TryReadWords(string first, string second)
    {
        var start = _position;
        if (TryRead(first) && TryRead(second))
            return true;
        _position = start;
        return false;
    }

    private bool TryRead(string word)
    {
        if (!At(word))
            return false;
        _position += word.Length;
        SkipBlanks();
        return true;
    }

    private bool At(string word) => string.CompareOrdinal(_text, _position, word, 0, word.Length) == 0;

    private void SkipBlanks()
    {
        while (_position < _text.Length && IsBlank(_text[_position]))
            _position++;
    }

    private static bool IsBlank(char character) => character is ' ' or '\t';

    /// <summary>The first failure counts; it is told of the word that stands there.</summary>
    private SelectorExpression Fail(string message)
    {
        var end = _position;
        while (end < _text.Length && (char.IsAsciiLetterOrDigit(_text[end]) || _text[end] is '_' or '.' or '/' or '-'))
            end++;
        if (end == _position && end < _text.Length)
            end++;
        _error ??= new SelectorSyntaxError(_position, end - _position, message);
        return SelectorExpression.Unknown;
    }
}
