using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Stockade.Text;

namespace Stockade.Syntax.Shell;

/// <summary>
/// Reads bash and sh. Never throws: a statement it cannot read becomes an <see cref="ErrorCommand"/> and reading goes on at the next line.
/// There is no separate lexer, because what a character means depends on the construct around it (shell grammar, POSIX XCU 2.10).
/// </summary>
internal sealed partial class ShellParser
{
    private readonly ShellText _source;
    private readonly string _text;
    private readonly ShellParserSession _session;
    private readonly List<HereDocument> _pendingHereDocuments = [];

    private int _position;

    // Where the construct begins that reached the end of the text; parsing then winds back to the statement's first line.
    private int? _unterminated;
    private string _unterminatedMessage = "";

    // The current line continues the one before it.
    private bool _isContinued;
    private ContinuationFault? _fault;

    // The expansion being read stands in double quotes.
    private bool _isInQuotes;

    private ShellParser(ShellText source, ShellParserSession session)
    {
        _source = source;
        _text = source.Content;
        _session = session;
    }

    private bool AtEnd => _position >= _text.Length;

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private char Next => _position + 1 < _text.Length ? _text[_position + 1] : '\0';

    public static ShellScript Parse(SourceFile file) => Parse(ShellText.Of(file));

    public static ShellScript Parse(ShellText text)
    {
        var session = new ShellParserSession(text.File, text.Content.Length);
        var parser = new ShellParser(text, session);
        return session.ToScript(parser.ParseScript());
    }

    private ImmutableArray<ShellStatement> ParseScript()
    {
        if (_text.StartsWith("#!", StringComparison.Ordinal))
            SkipComment();
        return ParseStatements(isOutermost: true);
    }

    private ImmutableArray<ShellStatement> ParseStatements(bool isOutermost = false)
    {
        var statements = ImmutableArray.CreateBuilder<ShellStatement>();
        while (true)
        {
            SkipBlanksAndNewlines();
            if (AtEnd)
                break;
            if (IsAtCloser())
            {
                if (!isOutermost)
                    break;
                statements.Add(SkipUnexpected());
                continue;
            }

            var start = _position;
            var (errors, comments) = (_session.Errors.Count, _session.Comments.Count);
            var statement = ParseStatement();
            if (_unterminated is { } opening)
            {
                if (!isOutermost)
                    break;
                _session.Errors.RemoveRange(errors, _session.Errors.Count - errors);
                _session.Comments.RemoveRange(comments, _session.Comments.Count - comments);
                statement = Recover(start, opening);
            }

            AddStatement(statements, statement);
        }

        return statements.DrainToImmutable();
    }

    private static void AddStatement(ImmutableArray<ShellStatement>.Builder statements, ShellStatement statement)
    {
        // `--name c` as a command of its own: the line before lacks its backslash, or an empty line follows it.
        if (statements.Count > 0 && statement.Elements is [{ Pipeline.Commands: [SimpleCommand { Words: [var first, ..] } ] }, ..]
            && first.Parts is [LiteralPart { Text: ['-', not (' ' or '\t'), ..] }, ..]
            && statements[^1].Elements is [.., { Pipeline.Commands: [.., SimpleCommand { Fault: null, Words.Length: > 0 } cut] } last])
        {
            var repaired = cut with { Fault = new ContinuationFault(first.Span, ContinuationFaultKind.Missing) };
            var pipeline = last.Pipeline with { Commands = last.Pipeline.Commands.SetItem(last.Pipeline.Commands.Length - 1, repaired) };
            var elements = statements[^1].Elements;
            statements[^1] = statements[^1] with { Elements = elements.SetItem(elements.Length - 1, last with { Pipeline = pipeline }) };
        }

        statements.Add(statement);
    }

    /// <summary>The construct that began at <paramref name="opening"/> has no end: gives up the first line of its statement and goes on after it.</summary>
    private ShellStatement Recover(int start, int opening)
    {
        Report(opening, Math.Min(opening + 1, _text.Length), _unterminatedMessage);
        _unterminated = null;
        _pendingHereDocuments.Clear();
        var lineEnd = _text.IndexOf('\n', start);
        _position = lineEnd < 0 || _session.IsExhausted || !_session.TryReread(_text.Length - start) ? _text.Length : lineEnd;
        return ErrorStatement(start, _position);
    }

    private ShellStatement SkipUnexpected()
    {
        var start = _position;
        var word = PeekKeyword();
        _position += word?.Length ?? (Current is ';' && Next is ';' or '&' ? 2 : 1);
        Report(start, _position, $"unexpected '{_text[start.._position]}'");
        return ErrorStatement(start, _position);
    }

    private ShellStatement ErrorStatement(int start, int end)
    {
        var span = _source.Map(start, end);
        return new ShellStatement(span, [new ShellAndOrElement(ShellAndOrOperator.None, new ShellPipeline(span, [new ErrorCommand(span)], IsNegated: false))], IsBackground: false);
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length)
        {
            switch (_text[_position])
            {
                case ' ' or '\t':
                    _position++;
                    break;
                case '\\' when Next is '\n':
                    _position += 2;
                    _isContinued = true;
                    break;
                case '#':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipBlanksAndNewlines()
    {
        while (true)
        {
            SkipBlanks();
            if (Current is not '\n' || AtEnd)
                return;
            SkipNewline();
        }
    }

    private void SkipNewline()
    {
        _position++;
        _isContinued = false;
        if (_pendingHereDocuments.Count > 0)
            ReadHereDocuments();
    }

    private void SkipComment()
    {
        var start = _position;
        var end = _text.IndexOf('\n', start);
        _position = end < 0 ? _text.Length : end;
        _session.Comments.Add(_source.Map(start, _position));

        // A comment ends at its line whatever stands last in it; what was meant to follow is lost when it looks continued.
        var next = _text.AsSpan(Math.Min(_position + 1, _text.Length)).TrimStart(" \t");
        var isMeantToGoOn = _text[_position - 1] is '\\' || (_isContinued && next.Length > 1 && next[0] is '-' && next[1] is '-' or (>= 'a' and <= 'z'));
        if (isMeantToGoOn)
            _fault ??= new ContinuationFault(_source.Map(start, _position), ContinuationFaultKind.Comment);
    }

    private bool Accept(string token)
    {
        if (string.CompareOrdinal(_text, _position, token, 0, token.Length) != 0)
            return false;
        _position += token.Length;
        return true;
    }

    private bool IsAt(string token) => string.CompareOrdinal(_text, _position, token, 0, token.Length) == 0;

    private void Report(int start, int end, string message) => _session.Report(_source.Map(start, end), message);

    /// <summary>A construct has no end: everything around it sees the end of the text and returns.</summary>
    private void Fail(int opening, string message)
    {
        if (_unterminated is null)
            (_unterminated, _unterminatedMessage) = (opening, message);
        _position = _text.Length;
    }

    private bool TryEnter(int start)
    {
        if (_session.TryEnter())
            return true;
        Fail(start, "the nesting is too deep to be read");
        return false;
    }

    private TextSpan SpanFrom(int start) => _source.Map(start, Math.Max(start, _position));

    private static bool IsBlank(char c) => c is ' ' or '\t';

    private static bool IsMeta(char c) => c is ' ' or '\t' or '\n' or ';' or '&' or '|' or '(' or ')' or '<' or '>';

    private static bool IsNameStart(char c) => c is '_' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z');

    private static bool IsNamePart(char c) => IsNameStart(c) || c is >= '0' and <= '9';
}
