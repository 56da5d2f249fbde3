using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace Stockade.Syntax.Shell;

/// <summary>
/// Reads the next command of a batch file from lines whose percent signs are expanded already, as cmd does: expansion comes first, and a block in
/// parentheses is read as a whole before anything of it runs.
/// </summary>
internal sealed partial class BatchParser(Func<List<BatchChar>?> nextLine)
{
    // What the stack of a thread can hold; nobody nests parentheses so deep by hand.
    private const int MaxDepth = 100;

    private List<BatchChar> _line = [];
    private int _position;
    private int _depth;
    private int _nesting;
    private ContinuationFault? _fault;

    /// <summary>What ended the reading of a command that is broken, or null.</summary>
    public (TextSpan Span, string Message)? Error { get; private set; }

    /// <summary>The next command; null for an empty line, a label, a remark and a command that is broken.</summary>
    public BatchCommand? Parse(List<BatchChar> line)
    {
        (_line, _position, _depth, _nesting, Error) = (line, 0, 0, 0, null);
        var command = ParseOperators(BatchOperator.Then);
        if (Error is null && _position < _line.Count && _line[_position].Value is ')')
        {
            // A parenthesis that closes nothing makes the rest of the line a remark.
            _position = _line.Count;
        }

        return Error is null ? command : null;
    }

    public static bool IsBlank(char c) => c is ' ' or '\t';

    /// <summary>What separates the words of internal commands.</summary>
    public static bool IsDelimiter(char c) => c is ' ' or '\t' or ',' or ';' or '=' or '\v' or '\f' or '\u00a0';

    private bool IsAtEnd => _position >= _line.Count;

    private char Current => _line[_position].Value;

    private void Fail(string message)
    {
        var last = _line.Count == 0 ? default : _line[Math.Min(_position, _line.Count - 1)].Span;
        Error ??= (last, message);
        _position = _line.Count;
    }

    private BatchCommand? ParseOperators(BatchOperator level)
    {
        var first = level is BatchOperator.Pipe ? ParseCommand() : ParseOperators(level + 1);
        var commands = new List<BatchCommand>();
        if (first is not null)
            commands.Add(first);
        while (Error is null && TryOperator(level))
        {
            // Nothing may follow an ampersand; after the other operators the command is broken, and its line with it.
            if ((level is BatchOperator.Pipe ? ParseCommand() : ParseOperators(level + 1)) is { } next)
                commands.Add(next);
        }

        return commands switch
        {
            [] => null,
            [var only] => only,
            _ => new BatchCommand.Sequence(level, [.. commands]),
        };
    }

    private bool TryOperator(BatchOperator level)
    {
        SkipBlanks();
        if (IsAtEnd || Current is not ('&' or '|'))
            return false;
        var isDouble = _position + 1 < _line.Count && _line[_position + 1].Value == Current;
        var found = (Current, isDouble) switch
        {
            ('&', true) => BatchOperator.And,
            ('&', _) => BatchOperator.Then,
            (_, true) => BatchOperator.Or,
            _ => BatchOperator.Pipe,
        };
        if (found != level)
            return false;
        _position += isDouble ? 2 : 1;
        return true;
    }

    private BatchCommand? ParseCommand()
    {
        while (!IsAtEnd && (IsDelimiter(Current) || Current is '@'))
            _position++;
        if (IsAtEnd || Current is ')' && _depth > 0)
            return null;
        if (Current is ':')
        {
            _position = _line.Count;
            return null;
        }

        if (++_nesting > MaxDepth)
        {
            Fail("the commands are nested too deeply to be followed");
            return null;
        }

        var command = PeekWord().ToLowerInvariant() switch
        {
            "if" => ParseIf(),
            "for" => ParseFor(),
            "rem" => SkipRemark(),
            _ => Current is '(' ? ParseBlock() : ParseSimple(),
        };
        _nesting--;
        return command;
    }

    private BatchCommand? SkipRemark()
    {
        _position = _line.Count;
        return null;
    }

    private string PeekWord()
    {
        if (IsAtEnd)
            return "";
        var end = _position;
        while (end < _line.Count && char.IsAsciiLetter(_line[end].Value))
            end++;
        if (end < _line.Count && !IsDelimiter(_line[end].Value) && _line[end].Value is not ('(' or '&' or '|' or '<' or '>' or ')' or '/' or '"'))
            return "";
        return string.Concat(_line[_position..end].Select(static c => c.Value));
    }

    private BatchCommand? ParseBlock()
    {
        _position++;
        _depth++;
        var commands = new List<BatchCommand>();
        while (Error is null)
        {
            SkipBlanks();
            if (IsAtEnd)
            {
                if (nextLine() is not { } line)
                {
                    Fail("the parenthesis is not closed");
                    break;
                }

                (_line, _position) = (line, 0);
                continue;
            }

            if (Current is ')')
                break;
            if (ParseOperators(BatchOperator.Then) is { } command)
                commands.Add(command);
        }

        _position++;
        _depth--;
        SkipRedirections();
        return new BatchCommand.Block([.. commands]);
    }

    private void SkipRedirections()
    {
        for (SkipBlanks(); !IsAtEnd; SkipBlanks())
        {
            if (char.IsAsciiDigit(Current) && _position + 1 < _line.Count && _line[_position + 1].Value is '<' or '>')
                _position++;
            if (Current is not ('<' or '>'))
                return;
            ReadRedirection();
        }
    }

    private BatchCommand.Simple? ParseSimple()
    {
        var text = new List<BatchChar>();
        var isQuoted = false;
        ImmutableArray<BatchChar> appendsTo = [];
        _fault = null;
        while (!IsAtEnd)
        {
            var current = _line[_position];
            if (current.Value is '"')
            {
                isQuoted = !isQuoted;
            }
            else if (!isQuoted)
            {
                if (current.Value is '&' or '|' || (current.Value is ')' && _depth > 0))
                    break;
                if (current.Value is '<' or '>')
                {
                    // `2>&1`: the number belongs to the redirection where nothing else is before it.
                    if (text.Count > 0 && char.IsAsciiDigit(text[^1].Value) && (text.Count == 1 || IsDelimiter(text[^2].Value)))
                        text.RemoveAt(text.Count - 1);
                    var isAppend = current.Value is '>' && _position + 1 < _line.Count && _line[_position + 1].Value is '>';
                    var target = ReadRedirection();
                    appendsTo = isAppend ? target : appendsTo;
                    continue;
                }

                if (current.Value is '^')
                {
                    ReadCaret(text);
                    continue;
                }
            }

            text.Add(current);
            _position++;
        }

        return text.Count == 0 ? null : new BatchCommand.Simple([.. text]) { Fault = _fault, AppendsTo = appendsTo };
    }

    /// <summary>A caret takes the next character as it is, and the next line where it ends its own: then that line's first character.</summary>
    private void ReadCaret(List<BatchChar> text)
    {
        var caret = _line[_position++];
        if (IsAtEnd)
        {
            if (nextLine() is not { } line)
                return;
            (_line, _position) = (line, 0);
            if (!IsAtEnd)
                text.Add(_line[_position++]);
            return;
        }

        if (IsBlank(Current) && _line.FindIndex(_position, static c => !IsBlank(c.Value)) < 0)
            _fault ??= new ContinuationFault(TextSpan.FromBounds(caret.Span.Start, _line[^1].Span.End), ContinuationFaultKind.TrailingBlank);
        text.Add(_line[_position++]);
    }

    private ImmutableArray<BatchChar> ReadRedirection()
    {
        while (!IsAtEnd && Current is '<' or '>')
            _position++;
        if (!IsAtEnd && Current is '&')
            _position++;
        while (!IsAtEnd && IsDelimiter(Current))
            _position++;
        return ReadOperand(stopsAtEquals: false);
    }

    /// <summary>A word of an <c>if</c>, a <c>for</c> or a redirection: to the next delimiter or operator outside quotes.</summary>
    private ImmutableArray<BatchChar> ReadOperand(bool stopsAtEquals)
    {
        var text = ImmutableArray.CreateBuilder<BatchChar>();
        var isQuoted = false;
        while (!IsAtEnd)
        {
            var c = Current;
            if (c is '"')
                isQuoted = !isQuoted;
            else if (!isQuoted && (c is '=' ? stopsAtEquals : IsDelimiter(c) || c is '&' or '|' or '<' or '>' || (c is ')' && _depth > 0)))
                break;
            if (!isQuoted && c is '^' && _position + 1 < _line.Count)
                _position++;
            text.Add(_line[_position++]);
        }

        return text.ToImmutable();
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && IsDelimiter(Current))
            _position++;
    }
}
